import type { BinaryTable } from '../table/command-rules.ts';

const runs = 'it runs another program';
const writes = 'it writes a file';
const namesFiles = 'it reads names of files from a file';

/** Programs that look at files and disks. */
export const fileCommands: BinaryTable = {
  ls: {
    never: { '--hyperlink': 'it writes escape sequences' },
    forms: [
      {
        flags: `-a,--all -A,--almost-all -b,--escape -B,--ignore-backups -c -C -d,--directory -f -F,--classify=?{auto|never|always}
          -g -G,--no-group -h,--human-readable --si -H -i,--inode -k,--kibibytes -l -L -m -n,--numeric-uid-gid -N,--literal -o
          -p -q,--hide-control-chars -Q,--quote-name -r,--reverse -R,--recursive -s,--size -S -t -u -U -v -w,--width=count
          -x -X -1 -Z,--context --color=?{auto|never|always} --full-time --group-directories-first --author
          --sort={none|size|time|version|extension|width} --time={atime|ctime|mtime|birth|access|status|use} --block-size=size
          --time-style=text --format={across|commas|horizontal|long|single-column|verbose|vertical} --file-type
          -I,--ignore=text --hide=text --zero`,
        arguments: 'listed*',
      },
    ],
  },
  stat: {
    forms: [
      {
        flags:
          '-L,--dereference -f,--file-system -t,--terse -c,--format=text --printf=text --cached={always|never|default}',
        arguments: 'listed+',
      },
    ],
  },
  file: {
    never: {
      '-f --files-from': namesFiles,
      '-C --compile': writes,
      '-m --magic-file': 'it reads another file',
      '-z --uncompress -Z': runs,
    },
    forms: [
      {
        flags: '-b,--brief -i,--mime --mime-type --mime-encoding -L,--dereference -k -N',
        arguments: 'file+',
      },
    ],
  },
  readlink: { forms: [{ flags: '-f,--canonicalize -e -m -n -q -v', arguments: 'listed+' }] },
  realpath: { forms: [{ flags: '-e -m -s -q -z --relative-to=listed', arguments: 'listed+' }] },
  basename: { forms: [{ flags: '-a -s=text', arguments: 'text+' }] },
  dirname: { forms: [{ arguments: 'text+' }] },
  namei: { forms: [{ flags: '-l,--long -m,--modes -o,--owners -v', arguments: 'listed+' }] },
  pwd: { forms: [{ flags: '-L -P' }] },
  tree: {
    never: { '-o': writes, '--fromfile --fromtabfile': namesFiles, '-R -H -T': 'it writes HTML' },
    forms: [
      {
        flags:
          '-a -d -f -x -L=count -P=text -I=text --noreport --filelimit=count -p -u -g -s -h --si --du -D -i -C -n -r -t -c -U -v --dirsfirst -J -F -q -N --prune --inodes --device --sort=word --gitignore --matchdirs --ignore-case',
        arguments: 'tree*',
      },
    ],
  },
  df: {
    forms: [
      {
        flags: `-a,--all -B,--block-size=size -h,--human-readable -H,--si -i,--inodes -k -l,--local --no-sync -P,--portability
          --total -t,--type=word -T,--print-type -x,--exclude-type=word --output=?words`,
        arguments: 'listed*',
      },
    ],
  },
  du: {
    never: { '--files0-from': namesFiles, '-X --exclude-from': 'it reads another file' },
    forms: [
      {
        flags: `-a,--all --apparent-size -B,--block-size=size -b,--bytes -c,--total -D,--dereference-args -d,--max-depth=count
          -h,--human-readable --inodes -k -L,--dereference -l,--count-links -m -P,--no-dereference -S,--separate-dirs --si
          -s,--summarize -t,--threshold=size --time=?word --time-style=text --exclude=text -x,--one-file-system -0`,
        arguments: 'tree*',
      },
      {
        flags:
          '-a,--all -c -d,--max-depth=count -h,--human-readable -k -m -s,--summarize -x,--one-file-system -t,--threshold=size --exclude=text',
        needs: '-x',
        arguments: 'listed',
      },
    ],
  },
  ncdu: { forms: [{ flags: '-v' }] },
  find: {
    style: 'exact',
    never: {
      '-exec -execdir -ok -okdir': runs,
      '-delete': 'it deletes files',
      '-fprint -fprintf -fprint0 -fls': writes,
      '-files0-from': namesFiles,
      '-follow -L -H': 'it follows links out of the folder',
    },
    forms: [
      {
        flags: `-P -maxdepth=count -mindepth=count -xdev -mount -depth -d -name=text -iname=text -path=text -ipath=text -wholename=text
          -regex=text -iregex=text -regextype=word -type=words -xtype=words -size=size -empty -mtime=number -mmin=number -atime=number
          -amin=number -ctime=number -cmin=number -newer=listed -user=word -group=word -uid=number -gid=number -perm=text
          -links=number -inum=count -readable -writable -executable -nouser -nogroup -print -print0 -ls -printf=text
          -prune -quit -not -o -or -a -and ! ( ) , -true -false -daystart -newermt=time -noleaf -samefile=listed -fstype=word -used=number -lname=text`,
        arguments: 'tree*',
      },
      {
        flags: `-maxdepth=few -xdev -mount -name=text -iname=text -type=words -size=size -mtime=number -mmin=number -empty -print -ls
          -printf=text -user=word -perm=text -not ! -o ( )`,
        needs: '-maxdepth',
        arguments: 'listed',
      },
    ],
  },
  locate: {
    forms: [
      {
        flags: '-i,--ignore-case -c,--count -l,--limit,-n=count -b,--basename -e,--existing',
        arguments: 'text',
      },
    ],
  },
  which: { forms: [{ flags: '-a', arguments: 'word+' }] },
  whereis: { forms: [{ flags: '-b -m -s', arguments: 'word+' }] },
  type: { forms: [{ flags: '-a -t -p', arguments: 'word+' }] },
  findmnt: {
    never: { '-p --poll': 'it never ends', '-F --tab-file': 'it reads another file' },
    forms: [
      {
        flags:
          '-l,--list -t,--types=words -o,--output=words -n,--noheadings -D,--df -J,--json -R,--submounts -T,--target=listed -S,--source=text -A,--all -s,--fstab -m,--mtab -k,--kernel -r,--raw -u,--notruncate -b,--bytes -v,--nofsroot -i,--invert -a,--ascii -f,--first-only -O,--options=words --verify -x --real --pseudo',
        arguments: 'text? text?',
      },
    ],
  },
  mount: { forms: [{ flags: '-l,--show-labels -t,--types=words' }] },
  lsblk: {
    never: { '--sysroot': 'it reads elsewhere' },
    forms: [
      {
        flags: `-a,--all -b,--bytes -d,--nodeps -D,--discard -e,--exclude=numbers -f,--fs -i,--ascii -I,--include=numbers -J,--json -l,--list
          -M,--merge -m,--perms -n,--noheadings -o,--output=words -O,--output-all -p,--paths -P,--pairs -r,--raw -s,--inverse
          -S,--scsi -t,--topology -T,--tree=?word -z,--zoned -x,--sort=word -E,--dedup=word -N,--nvme -v,--virtio -A,--noempty -y,--shell`,
        arguments: 'device*',
      },
    ],
  },
  blkid: {
    never: { '-c --cache-file -w': writes, '-g --garbage-collect': writes },
    forms: [
      { flags: '-o,--output={full|value|export|list|device|udev} -s,--match-tag=word', arguments: 'device*' },
    ],
  },
  swapon: {
    forms: [
      { flags: '-s,--summary', needs: '-s' },
      { flags: '--show=?words --noheadings --raw --bytes', needs: '--show' },
    ],
  },
  lvs: {
    forms: [
      {
        flags:
          '-a,--all -o,--options=words --units=word --noheadings -v,--verbose --separator=text -S=text -O,--sort=words',
        arguments: 'name*',
      },
    ],
  },
  vgs: {
    forms: [
      {
        flags:
          '-a,--all -o,--options=words --units=word --noheadings -v,--verbose --separator=text -O,--sort=words',
        arguments: 'name*',
      },
    ],
  },
  pvs: {
    forms: [
      {
        flags:
          '-a,--all -o,--options=words --units=word --noheadings -v,--verbose --separator=text -O,--sort=words',
        arguments: 'device*',
      },
    ],
  },
  lvdisplay: { forms: [{ flags: '-v,--verbose -m,--maps -c,--colon', arguments: 'name*' }] },
  vgdisplay: { forms: [{ flags: '-v,--verbose -s,--short -c,--colon', arguments: 'name*' }] },
  pvdisplay: { forms: [{ flags: '-v,--verbose -m,--maps -s,--short -c,--colon', arguments: 'device*' }] },
  mdadm: {
    forms: [{ flags: '-D,--detail -Q,--query -E,--examine', needs: '-D|-Q|-E', arguments: 'device+' }],
  },
  smartctl: {
    never: { '-t --test -s --smart -X --abort -o --offlineauto -S --saveauto --set': 'it changes the disk' },
    forms: [
      {
        flags:
          '-a,--all -x,--xall -H,--health -i,--info -A,--attributes -c,--capabilities -j,--json --scan -l,--log=word -d,--device=words',
        arguments: 'device?',
      },
    ],
  },
  nvme: {
    forms: [
      { words: 'list', flags: '-o,--output-format={json|normal} -v' },
      {
        words: 'smart-log|id-ctrl|id-ns|error-log|list-subsys',
        flags: '-o,--output-format={json|normal}',
        arguments: 'device',
      },
    ],
  },
  zpool: {
    forms: [
      { words: 'status', flags: '-v -x -L -P -D -T={u|d}', arguments: 'disk*' },
      { words: 'list', flags: '-v -H -p -o=words', arguments: 'disk*' },
      { words: 'iostat', flags: '-v -l -q', arguments: 'disk? interval rounds' },
    ],
  },
  zfs: {
    forms: [
      { words: 'list', flags: '-H -p -r -t=words -o=words -s=word -S=word -d=count', arguments: 'name*' },
      { words: 'get', flags: '-H -p -r -o=words -s=words', arguments: 'words name*' },
    ],
  },
  btrfs: {
    forms: [
      { words: 'filesystem|fi df|show|usage', flags: '-h -b -k -m -g -T -d', arguments: 'listed?' },
      { words: 'device stats|usage', arguments: 'listed' },
      { words: 'scrub|balance status', arguments: 'listed' },
      { words: 'subvolume list', flags: '-a -t -p', arguments: 'listed' },
    ],
  },
  xfs_info: { forms: [{ arguments: 'listed' }] },
  dumpe2fs: { forms: [{ flags: '-h', needs: '-h', arguments: 'device' }] },
  tune2fs: { forms: [{ flags: '-l', needs: '-l', arguments: 'device' }] },
  fdisk: { forms: [{ flags: '-l,--list', needs: '-l', arguments: 'device*' }] },
  parted: { style: 'exact', forms: [{ flags: '-l -s -m --list --script', needs: '-l|--list' }] },
  quota: { forms: [{ flags: '-s -u -g -v -w', arguments: 'word*' }] },
  repquota: { forms: [{ flags: '-a -s -u -g -v', arguments: 'listed*' }] },
};
