import type { BinaryTable } from '../table/command-rules.ts';

const endless = 'it never ends';
const writes = 'it writes a file';
const runs = 'it runs another program';
const namesFiles = 'it reads names of files from a file';

const digest = {
  never: { '--files0-from': namesFiles },
  forms: [
    {
      flags:
        '-b,--binary -t,--text -c,--check --quiet --status --strict --tag -w,--warn --ignore-missing -z,--zero -a,--algorithm=count',
      arguments: 'file*',
      reads_input: true,
    },
  ],
};

const grepFlags = `-i,--ignore-case --no-ignore-case -v,--invert-match -c,--count -n,--line-number -l,--files-with-matches
  -L,--files-without-match -o,--only-matching -w,--word-regexp -x,--line-regexp -q,--quiet,--silent -s,--no-messages
  -h,--no-filename -H,--with-filename -E,--extended-regexp -F,--fixed-strings -G,--basic-regexp -P,--perl-regexp
  -A,--after-context=count -B,--before-context=count -C,--context=count -# -m,--max-count=number -a,--text -b,--byte-offset
  -I --color=?{auto|never|always} --colour=?{auto|never|always} --line-buffered -z,--null-data -Z,--null
  --binary-files={binary|text|without-match} --label=text -T,--initial-tab -U,--binary --no-group-separator
  --group-separator=text`;
const grepTree =
  '-r,--recursive --include=text --exclude=text --exclude-dir=text -d,--directories={recurse|skip}';

const grep = {
  never: {
    '-f --file': 'it reads what to look for from a file',
    '-R --dereference-recursive': 'it follows links out of the folder',
  },
  forms: [
    { flags: grepFlags, arguments: 'text file*', reads_input: true },
    {
      flags: `${grepFlags} -e,--regexp=dashed-text`,
      arguments: 'file*',
      needs: '-e',
      reads_input: true,
    },
    { flags: `${grepFlags} ${grepTree}`, arguments: 'text log-tree+', needs: '-r|-d' },
    {
      flags: `${grepFlags} ${grepTree} -e,--regexp=dashed-text`,
      arguments: 'log-tree+',
      needs: '-r|-d -e',
    },
  ],
};

const cat = {
  forms: [
    {
      flags:
        '-A,--show-all -b,--number-nonblank -e -E,--show-ends -n,--number -s,--squeeze-blank -t -T,--show-tabs -u -v,--show-nonprinting',
      arguments: 'file*',
      reads_input: true,
    },
  ],
};

const zcat = {
  forms: [
    { flags: '-f -q,--quiet', arguments: 'file+' },
    { arguments: '', reads_input: true },
  ],
};

/** Programs that read text and write text. Those that `reads_input` may stand behind a pipe. */
export const textFilters: BinaryTable = {
  cat,
  tac: {
    forms: [{ flags: '-b,--before -r,--regex -s,--separator=text', arguments: 'file*', reads_input: true }],
  },
  rev: { forms: [{ arguments: 'file*', reads_input: true }] },
  nl: {
    forms: [
      {
        flags:
          '-b,--body-numbering=text -n,--number-format={ln|rn|rz} -w,--number-width=count -s,--number-separator=text -v,--starting-line-number=number -i,--line-increment=number -d,--section-delimiter=text -f,--footer-numbering=text -h,--header-numbering=text -l,--join-blank-lines=count -p,--no-renumber',
        arguments: 'file*',
        reads_input: true,
      },
    ],
  },
  head: {
    forms: [
      {
        flags: '-n,--lines=size -c,--bytes=size -q,--quiet,--silent -v,--verbose -z,--zero-terminated -#',
        arguments: 'file*',
        reads_input: true,
      },
    ],
  },
  tail: {
    never: { '-f -F --follow --retry --pid -s --sleep-interval --max-unchanged-stats': endless },
    forms: [
      {
        flags: '-n,--lines=size -c,--bytes=size -q,--quiet,--silent -v,--verbose -z,--zero-terminated -#',
        arguments: 'file*',
        reads_input: true,
      },
    ],
  },
  wc: {
    never: { '--files0-from': namesFiles },
    forms: [
      {
        flags:
          '-c,--bytes -m,--chars -l,--lines -w,--words -L,--max-line-length --total={auto|always|only|never}',
        arguments: 'file*',
        reads_input: true,
      },
    ],
  },
  sort: {
    never: {
      '-o --output': writes,
      '--compress-program': runs,
      '--files0-from': namesFiles,
      '-T --temporary-directory': writes,
      '--random-source': 'it reads another file',
    },
    forms: [
      {
        flags: `-b,--ignore-leading-blanks -d,--dictionary-order -f,--ignore-case -g,--general-numeric-sort
          -i,--ignore-nonprinting -M,--month-sort -h,--human-numeric-sort -n,--numeric-sort -R,--random-sort -r,--reverse
          -V,--version-sort -c,--check=?{quiet|silent|diagnose-first} -C --debug -m,--merge -s,--stable -u,--unique
          -z,--zero-terminated -k,--key=sort-key -t,--field-separator=character --parallel=count -S,--buffer-size=size
          --sort={general-numeric|human-numeric|month|numeric|random|version}`,
        arguments: 'file*',
        reads_input: true,
      },
    ],
  },
  uniq: {
    forms: [
      {
        flags:
          '-c,--count -d,--repeated -D --all-repeated=?{none|prepend|separate} -f,--skip-fields=count -i,--ignore-case -s,--skip-chars=count -u,--unique -w,--check-chars=count -z,--zero-terminated --group=?{separate|prepend|append|both}',
        arguments: 'file?',
        reads_input: true,
      },
    ],
  },
  cut: {
    forms: [
      {
        flags:
          '-b,--bytes=ranges -c,--characters=ranges -d,--delimiter=text -f,--fields=ranges -s,--only-delimited -n --complement --output-delimiter=text -z,--zero-terminated',
        arguments: 'file*',
        reads_input: true,
      },
    ],
  },
  tr: {
    forms: [
      {
        flags: '-c,-C,--complement -d,--delete -s,--squeeze-repeats -t,--truncate-set1',
        arguments: 'text text?',
        reads_input: true,
      },
    ],
  },
  column: {
    forms: [
      {
        flags:
          '-t,--table -s,--separator=text -o,--output-separator=text -c,--output-width=count -x,--fillrows -n,--table-name=word -N,--table-columns=text -R,--table-right=text -H,--table-hide=text -J,--json -L -e',
        arguments: 'file*',
        reads_input: true,
      },
    ],
  },
  paste: {
    forms: [{ flags: '-d,--delimiters=text -s,--serial -z', arguments: 'file*', reads_input: true }],
  },
  fold: {
    forms: [{ flags: '-b,--bytes -s,--spaces -w,--width=count', arguments: 'file*', reads_input: true }],
  },
  fmt: { forms: [{ flags: '-w,--width=count -s -u -c', arguments: 'file*', reads_input: true }] },
  expand: { forms: [{ flags: '-i,--initial -t,--tabs=numbers', arguments: 'file*', reads_input: true }] },
  unexpand: { forms: [{ flags: '-a,--all -t,--tabs=numbers', arguments: 'file*', reads_input: true }] },
  comm: { forms: [{ flags: '-1 -2 -3 --check-order --nocheck-order --total', arguments: 'file file' }] },
  join: {
    forms: [
      { flags: '-1=count -2=count -j=count -a=count -v=count -t=character -i', arguments: 'file file' },
    ],
  },
  diff: {
    forms: [
      {
        flags:
          '-u -U=count --unified=?count -c -q,--brief -s -w,--ignore-all-space -b -B -i,--ignore-case -y,--side-by-side -W,--width=count --suppress-common-lines --color=?{auto|never|always} -a,--text -N --strip-trailing-cr --normal',
        arguments: 'file file',
      },
    ],
  },
  cmp: {
    forms: [
      { flags: '-s,--silent,--quiet -l,--verbose -b,--print-bytes -n,--bytes=size', arguments: 'file file' },
    ],
  },
  base64: {
    forms: [
      {
        flags: '-d,-D,--decode -i,--ignore-garbage -w,--wrap=count',
        arguments: 'file?',
        reads_input: true,
      },
    ],
  },
  base32: {
    forms: [
      { flags: '-d,--decode -i,--ignore-garbage -w,--wrap=count', arguments: 'file?', reads_input: true },
    ],
  },
  md5sum: digest,
  sha1sum: digest,
  sha256sum: digest,
  sha512sum: digest,
  cksum: { ...digest, forms: [{ flags: '--raw --base64', arguments: 'file*', reads_input: true }] },
  hexdump: {
    forms: [
      {
        flags: '-C,--canonical -n,--length=size -s,--skip=size -v,--no-squeezing -b -c -d -o -x',
        arguments: 'file?',
        reads_input: true,
      },
    ],
  },
  od: {
    forms: [
      {
        flags:
          '-A,--address-radix=word -t,--format=word -N,--read-bytes=size -j,--skip-bytes=size -c -x -v -b -d -w=?count',
        arguments: 'file?',
        reads_input: true,
      },
    ],
  },
  xxd: {
    // `-ps` is one flag, not two: read as a cluster, its value would be the file that is written.
    style: 'exact',
    forms: [{ flags: '-l=size -s=size -c=count -g=count -p -u -b', arguments: 'file?', reads_input: true }],
  },
  strings: { forms: [{ flags: '-a,--all -n,--bytes=count -t=word -f -#', arguments: 'file+' }] },
  grep,
  egrep: grep,
  fgrep: grep,
  zgrep: { never: grep.never, forms: grep.forms.slice(0, 2) },
  zcat,
  gzcat: zcat,
  bzcat: zcat,
  xzcat: zcat,
  zstdcat: zcat,
  rg: {
    never: {
      '--pre --pre-glob': runs,
      '-z --search-zip': runs,
      '-f --file': 'it reads what to look for from a file',
      '--hostname-bin': runs,
    },
    forms: [
      {
        flags:
          '-i,--ignore-case -v,--invert-match -c,--count -n,--line-number -N,--no-line-number -l,--files-with-matches -o,--only-matching -w,--word-regexp -F,--fixed-strings -S,--smart-case -A,--after-context=count -B,--before-context=count -C,--context=count -m,--max-count=count',
        arguments: 'text',
        reads_input: true,
      },
      {
        flags:
          '-i,--ignore-case -v,--invert-match -c,--count -n,--line-number -N,--no-line-number -l,--files-with-matches -o,--only-matching -w,--word-regexp -F,--fixed-strings -S,--smart-case -A,--after-context=count -B,--before-context=count -C,--context=count -m,--max-count=count',
        arguments: 'text log-tree+',
      },
    ],
  },
  sed: {
    never: {
      '-i --in-place': writes,
      '-f --file': 'it reads its program from a file',
    },
    forms: [
      {
        flags:
          '-n,--quiet,--silent -E,-r,--regexp-extended -s,--separate -u,--unbuffered -z,--null-data --posix --sandbox --debug -l,--line-length=count',
        arguments: 'sed file*',
        reads_input: true,
      },
      {
        flags:
          '-n,--quiet,--silent -E,-r,--regexp-extended -s,--separate -u,--unbuffered -z,--null-data --posix --sandbox --debug -l,--line-length=count -e,--expression=sed',
        arguments: 'file*',
        needs: '-e',
        reads_input: true,
      },
      // Without a program it only says how it is used.
      { flags: '-l,--line-length=count', arguments: '' },
    ],
  },
  awk: {
    never: {
      '-f --file -i --include -l --load -E --exec -e --source': 'it reads its program from elsewhere',
      '-o --pretty-print -p --profile -d --dump-variables': writes,
      '-v --assign': 'it sets a variable',
    },
    forms: [{ flags: '-F,--field-separator=text', arguments: 'awk file*', reads_input: true }],
  },
  jq: {
    never: {
      '-f --from-file': 'it reads its program from a file',
      '--slurpfile --rawfile --argfile': 'it reads another file',
      '-L': 'it loads programs from a folder',
    },
    forms: [
      {
        flags:
          '-r,--raw-output -c,--compact-output -s,--slurp -S,--sort-keys -C,--color-output -M,--monochrome-output -j,--join-output -a,--ascii-output -e,--exit-status -R,--raw-input -n,--null-input --tab --indent=count --seq --stream --raw-output0 --unbuffered',
        arguments: 'jq file*',
        reads_input: true,
      },
      { flags: '-C,--color-output -S,--sort-keys -c,--compact-output', reads_input: true },
    ],
  },
  yq: {
    never: {
      '-i --inplace': writes,
      '--from-file': 'it reads its program from a file',
      '-s --split-exp': writes,
    },
    forms: [
      {
        flags:
          '-r,--unwrapScalar -P,--prettyPrint -o,--output-format={json|yaml|props|csv} -p,--input-format={json|yaml}',
        arguments: 'yq file*',
        reads_input: true,
      },
    ],
  },
  echo: { style: 'exact', forms: [{ flags: '-n -e -E', arguments: 'echo-text*' }] },
  seq: { forms: [{ flags: '-w -s=text', arguments: 'small-number small-number? small-number?' }] },
};
