/** Bounds that are told by a denial that stands far ahead of the number. */

/** "at no point did it hold more than": of its highest value. */
export const neverAbove =
  /\b(?:at no (?:time|point|moment)|never|not once)\b[^,;]{0,90}?\b(?:more than|over|above|beyond|past|exceed(?:ed|s)?|(?:higher|longer|larger|greater|slower|worse) than)\s(?:about |around |some |the )?$/i;
export const neverBelow =
  /\b(?:at no (?:time|point|moment)|never|not once)\b[^,;]{0,90}?\b(?:less than|fewer than|below|under|(?:lower|shorter|smaller|faster|better) than)\s(?:about |around |some |the )?$/i;
