import { tell } from '../tell.ts';

/** As models answered on real incidents; each of these was once dropped, or "corrected" to what is false. */
export const playedTrueStatements = tell('played', [
  ['The error ratio is 74.3 % at billing, 43.5 % at orders and 18.2 % at frontend.', 'E2', 'E3', 'E4'],
  ['The default TTL was cut from 15 minutes to 15 seconds, so reads hit the database.', 'E5'],
  [
    'The billing deploy v2.8.0 at 02:30:30 changed the TTL, debug lines appeared first at 02:31:00, and errors rose.',
    'E6',
    'E7',
    'E2',
  ],
  ['billing: probably a leak, a score log that grows without a bound', 'E7'],
  ['frontend rejects requests since 02:32:00.', 'E8'],
]);
