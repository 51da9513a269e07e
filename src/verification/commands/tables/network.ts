import type { BinaryTable } from '../table/command-rules.ts';

const endless = 'it never ends';
const sends = 'it sends something';
const writes = 'it writes a file';
const readsFile = 'it reads another file';
const elsewhere = 'it works in another place than this';

const ipFlags = `-4 -6 -0 -s,-stats,--stats,-statistics,--statistics -d,-details,--details -h,-human,-human-readable -j,-json,--json
  -p,-pretty,--pretty -br,-brief,--brief -c,-color,--color -o,-oneline -ts -iec -N,-Numeric -r,-resolve -f,-family={inet|inet6|link}`;

const curlFlags = `-s,--silent -S,--show-error -f,--fail -i,--include -I,--head -k,--insecure -m,--max-time=interval --connect-timeout=interval
  -4,--ipv4 -6,--ipv6 --http1.1 --http2 --compressed --retry=rounds --no-progress-meter -w,--write-out=curl-format --max-filesize=count
  -v,--verbose`;

/** Programs that look at the network. They reach only hosts inside, and such as the policy names. */
export const networkCommands: BinaryTable = {
  ip: {
    style: 'exact',
    flags: ipFlags,
    never: {
      '-b -batch --batch -B -force': 'it reads commands from a file',
      '-n -netns --netns -a -all': elsewhere,
    },
    forms: [
      { words: 'a|addr|address|l|link', arguments: '' },
      {
        words: 'a|addr|address show|sh|list|ls|lst',
        arguments: '{dev}? interface? {up|scope|to|label}? word?',
      },
      { words: 'l|link show|list|ls|lst', arguments: '{dev|master|type|up}? interface?' },
      { words: 'r|ro|route' },
      {
        words: 'r|ro|route show|list|ls|lst',
        arguments:
          '{table|dev|via|to|default|match|root|proto|scope}? ip-word? {dev|table|via|proto|scope}? ip-word?',
      },
      { words: 'r|ro|route get', arguments: 'address {from|dev|oif|mark}? ip-word?' },
      {
        words:
          'n|neigh|neighbor|neighbour|ru|rule|maddr|maddress|mroute|netconf|ntable|netns|tunnel|vrf|token|l2tp',
      },
      {
        words: 'n|neigh|neighbor|neighbour show|list|ls|lst',
        arguments: '{dev|nud|to|proxy}? ip-word? {dev|nud}? ip-word?',
      },
      {
        words: 'ru|rule|maddr|maddress|netconf|ntable|tunnel|vrf show|list|ls|lst',
        arguments: '{dev}? interface?',
      },
      { words: 'netns list|ls' },
      {
        words: 'l|link set',
        arguments: '{dev}? interface {up|down}',
        effect: 'sets the network interface {1} {rest}: connections may break',
        undo: 'the same command with the other of up and down (from its console, if it cannot be reached any more)',
      },
      {
        words: 'l|link set',
        arguments: '{dev}? interface {mtu|address|txqueuelen|promisc} ip-word',
        effect: 'changes the network interface {1} {rest}',
        undo: 'the same command with the value from before; note it now',
      },
      ...[
        ['add|append|prepend', 'adds a route to those of the machine: {all}'],
        ['del|delete', 'takes a route from those of the machine: {all}'],
        ['replace|change', 'changes a route of the machine: {all}'],
      ].map(([words, effect]) => ({
        words: `r|ro|route ${words}`,
        arguments: 'ip-word {via|dev}? ip-word? {dev|via|metric}? ip-word?',
        effect,
      })),
      {
        words: 'n|neigh|neighbor|neighbour flush',
        arguments: '{dev|all} interface?',
        effect: 'forgets the addresses of neighbours: {all}',
      },
    ],
  },
  ss: {
    never: {
      '-K --kill': 'it closes connections',
      '-E --events': endless,
      '-D --diag': writes,
      '-F --filter': readsFile,
      '-N --net': elsewhere,
    },
    forms: [
      {
        flags: `-n,--numeric -r,--resolve -a,--all -l,--listening -B,--bound-inactive -o,--options -e,--extended -m,--memory -p,--processes -T,--threads
          -i,--info --tos --cgroup -s,--summary -b,--bpf -z,--contexts -Z,--context -4,--ipv4 -6,--ipv6 -0,--packet -t,--tcp
          -M,--mptcp -S,--sctp -u,--udp -d,--dccp -w,--raw -x,--unix --tipc --vsock --xdp -f,--family=word -A,--query,--socket=words
          -H,--no-header -O,--oneline -Q,--no-queues`,
        arguments: 'ss-filter*',
      },
    ],
  },
  netstat: {
    never: { '-c --continuous': endless },
    forms: [
      {
        flags:
          '-a,--all -l,--listening -n,--numeric --numeric-hosts --numeric-ports -p,--program,--programs -r,--route -s,--statistics -t,--tcp -u,--udp -w,--raw -x,--unix -i,--interfaces -g,--groups -e,--extend -o,--timers -v,--verbose -W,--wide -4,--inet -6,--inet6 -A,--protocol=words -C -F -M -N -S -U -Z --protocol=words',
        arguments: '',
      },
    ],
  },
  arp: {
    never: { '-s --set -d --delete': 'it changes the table', '-f --file': readsFile },
    forms: [{ flags: '-a,--all -n,--numeric -v,--verbose -e -i,--device=interface', arguments: 'host?' }],
  },
  route: { forms: [{ flags: '-n -e -v -4 -6 -ee', arguments: '' }] },
  ifconfig: {
    style: 'exact',
    forms: [
      { flags: '-a -s -v', arguments: 'interface?' },
      {
        arguments: 'interface {up|down}',
        effect: 'sets the network interface {1} {rest}: connections may break',
        undo: 'the same command with the other of up and down (from its console, if it cannot be reached any more)',
      },
    ],
  },
  iwconfig: { forms: [{ arguments: 'interface?' }] },
  ethtool: {
    style: 'exact',
    forms: [
      {
        flags:
          '-i --driver -S --statistics -k --show-features --show-offload -g --show-ring -l --show-channels -c --show-coalesce -a --show-pause -n -u --show-nfc -x --show-rxfh-indir -P --show-permaddr -T --show-time-stamping -m --module-info --show-eee --show-fec --phy-statistics',
        arguments: 'interface',
      },
    ],
  },
  bridge: {
    style: 'exact',
    flags: '-s -d -j -p -c',
    forms: [
      { words: 'link|fdb|vlan|mdb' },
      { words: 'link|fdb|vlan|mdb show|list', arguments: '{dev|br}? interface?' },
    ],
  },
  tc: {
    style: 'exact',
    flags: '-s -d -j -p -r',
    forms: [{ words: 'qdisc|class|filter show|list|ls', arguments: '{dev}? interface?' }],
  },
  iptables: {
    never: {
      '-Z --zero -F --flush -X --delete-chain -A --append -D --delete -I --insert -R --replace -P --policy -N --new-chain -E --rename-chain':
        'it changes the rules',
      '--modprobe -M': 'it runs another program',
    },
    forms: [
      {
        flags:
          '-L,--list=~chain -S,--list-rules=~chain -n,--numeric -v,--verbose -x,--exact --line-numbers -t,--table=word -w,--wait=?count',
        needs: '-L|-S',
      },
    ],
  },
  ip6tables: {
    never: {
      '-Z --zero -F --flush -X --delete-chain -A --append -D --delete -I --insert -R --replace -P --policy -N --new-chain -E --rename-chain':
        'it changes the rules',
      '--modprobe -M': 'it runs another program',
    },
    forms: [
      {
        flags:
          '-L,--list=~chain -S,--list-rules=~chain -n,--numeric -v,--verbose -x,--exact --line-numbers -t,--table=word -w,--wait=?count',
        needs: '-L|-S',
      },
    ],
  },
  nft: {
    intermixed: true,
    never: { '-f --file -i --interactive -I --includepath -D --define': readsFile },
    forms: [
      {
        flags: '-a,--handle -n,--numeric -s,--stateless -j,--json -y',
        words: 'list ruleset|tables|chains|sets|maps|counters',
        arguments: '{ip|ip6|inet|arp|bridge|netdev}?',
      },
      {
        flags: '-a,--handle -n,--numeric -s,--stateless -j,--json',
        words: 'list table|chain|set',
        arguments: 'word word word?',
      },
    ],
  },
  'iptables-save': {
    never: { '-f --file': writes, '-M --modprobe': 'it runs another program' },
    forms: [{ flags: '-c,--counters -t,--table=word' }],
  },
  conntrack: {
    forms: [
      { flags: '-S,--stats -C,--count', needs: '-S|-C', arguments: '' },
      {
        flags: '-L,--dump -p,--proto=word -s,--src=address -d,--dst=address -o,--output=words --state=word',
        needs: '-L',
        arguments: '{conntrack|expect}?',
      },
    ],
  },
  ipvsadm: {
    forms: [
      {
        flags: '-L,-l,--list -n,--numeric -c,--connection --stats --rate --exact --timeout',
        needs: '-L',
        arguments: '',
      },
    ],
  },
  ufw: { forms: [{ words: 'status', arguments: '{verbose|numbered}?' }] },
  'firewall-cmd': {
    forms: [
      {
        flags:
          '--state --list-all --list-ports --list-services --get-active-zones --get-default-zone --list-all-zones --zone=word --list-rich-rules',
        needs:
          '--state|--list-all|--list-ports|--list-services|--get-active-zones|--get-default-zone|--list-all-zones|--list-rich-rules',
      },
    ],
  },
  ping: {
    never: { '-f': 'it floods the network', '-p --pattern': 'it sends a text' },
    forms: [
      {
        flags:
          '-c,--count=rounds -i=ping-interval -W=interval -w=rounds -s=count -I=interface -n -q -4 -6 -v -O -D -t=count -M={do|want|dont|probe} -A -U',
        needs: '-c|-w',
        arguments: 'host',
      },
    ],
  },
  ping6: {
    never: { '-f': 'it floods the network', '-p': 'it sends a text' },
    forms: [
      {
        flags: '-c=rounds -i=ping-interval -W=interval -w=rounds -s=count -I=interface -n -q -v',
        needs: '-c|-w',
        arguments: 'host',
      },
    ],
  },
  fping: {
    never: { '-f --file': readsFile, '-l --loop': endless },
    forms: [
      {
        flags:
          '-c,--count=rounds -C,--vcount=rounds -q,--quiet -a,--alive -u,--unreach -e,--elapsed -t,--timeout=count -n,--name -s,--stats -p,--period=count',
        arguments: 'host+',
      },
    ],
  },
  traceroute: {
    forms: [
      {
        flags:
          '-n -m,--max-hops=count -q,--queries=count -w,--wait=interval -I,--icmp -T,--tcp -U,--udp -p,--port=port -4 -6 -i,--interface=interface -f,--first=count -F',
        arguments: 'host count?',
      },
    ],
  },
  traceroute6: { forms: [{ flags: '-n -m=count -q=count -w=interval', arguments: 'host' }] },
  tracepath: { forms: [{ flags: '-n -b -4 -6 -m=count -p=port -l=count', arguments: 'host' }] },
  mtr: {
    never: { '-F --filename': readsFile },
    forms: [
      {
        flags:
          '-r,--report -w,--report-wide -c,--report-cycles=rounds -n,--no-dns -b,--show-ips -4 -6 -T,--tcp -u,--udp -P,--port=port -s,--psize=count -i,--interval=interval -m,--max-ttl=count -z,--aslookup -j,--json -C,--csv',
        needs: '-r|-w|-j|-C',
        arguments: 'host',
      },
    ],
  },
  dig: {
    style: 'exact',
    never: { '-f': readsFile, '-k -y': 'it uses a key', '-b': 'it sends from another address' },
    forms: [
      {
        flags: `-4 -6 -p=port -t=dns-type -q=host -x=address -c={IN|CH} -u -m +short +noall +answer +nocomments +noquestion +nostats +stats +tcp +notcp +vc +trace
          +norecurse +norec +recurse +dnssec +search +nosearch +multiline +additional +noadditional +authority +noauthority +cmd
          +nocmd +all +comments +question +nsid +time=count +tries=count +retry=count +timeout=count +ttlid +identify +yaml +ndots=count`,
        arguments: 'at-host? host dns-type? {IN}?',
      },
      {
        flags: '-x=address -4 -6 -p=port +short +noall +answer +time=count +tries=count',
        needs: '-x',
        arguments: 'at-host?',
      },
      {
        flags: '-q=host -t=dns-type -4 -6 -p=port +short +noall +answer +time=count +tries=count',
        needs: '-q',
        arguments: 'at-host?',
      },
    ],
  },
  host: {
    never: { '-l': 'it copies a whole zone' },
    forms: [
      { flags: '-t=dns-type -4 -6 -a -v -r -s -T -U -W=count -R=count -C -d', arguments: 'host host?' },
    ],
  },
  nslookup: {
    style: 'exact',
    forms: [
      {
        flags:
          '-type=dns-type -query=dns-type -timeout=count -retry=count -port=port -debug -vc -novc -nosearch',
        arguments: 'host host?',
      },
    ],
  },
  nc: {
    never: {
      '-e -c --exec --sh-exec --lua-exec': 'it runs another program',
      '-l --listen -k': 'it waits for others',
    },
    forms: [{ flags: '-z -v -n -u -w=count -4 -6', needs: '-z', arguments: 'host numbers' }],
  },
  curl: {
    never: {
      '-d --data --data-ascii --data-binary --data-raw --data-urlencode --json -F --form --form-string -T --upload-file':
        sends,
      '-o --output -O --remote-name --remote-name-all --output-dir -D --dump-header -c --cookie-jar --trace --trace-ascii --stderr --etag-save --hsts --alt-svc --libcurl -J --remote-header-name':
        writes,
      '-K --config --netrc-file -n --netrc -E --cert --key -b --cookie --etag-compare --engine --variable --expand-url':
        readsFile,
      '-x --proxy --preproxy --socks5 --socks4 --connect-to --resolve --unix-socket --abstract-unix-socket --doh-url --interface --dns-servers':
        elsewhere,
      '-u --user -H --header --oauth2-bearer --aws-sigv4 -A --user-agent -e --referer':
        'it sends credentials, or text of its own',
      '-X --request': 'it may do more than get',
      '-L --location --location-trusted': 'it goes where the answer sends it',
      '-N --no-buffer': endless,
    },
    forms: [
      { flags: curlFlags, arguments: 'url+' },
      { flags: `${curlFlags} -o,--output={/dev/null}`, needs: '-o', arguments: 'url' },
      // With -G what else would be posted goes into the query.
      {
        flags: `${curlFlags} -G,--get -d,--data=query-pair --data-urlencode=query-pair`,
        needs: '-G',
        arguments: 'url',
      },
    ],
  },
  tcpdump: {
    never: {
      '-w -W -C -G': writes,
      '-z': 'it runs another program',
      '-r -F -V': readsFile,
      '-Z': 'it changes its user',
    },
    forms: [
      { flags: '-D,--list-interfaces', needs: '-D' },
      {
        flags: '-i,--interface=interface -n -c=rounds -q -t -v -e -s=count -l -p',
        needs: '-c',
        arguments: 'ss-filter*',
      },
    ],
  },
  openssl: {
    style: 'exact',
    forms: [
      { words: 'version', flags: '-a -v' },
      {
        words: 'x509',
        flags:
          '-in=certificate -noout -text -dates -enddate -startdate -subject -issuer -serial -fingerprint -sha256 -ext=words -checkend=count -nameopt=words',
        needs: '-noout|-text',
        arguments: '',
        reads_input: true,
      },
    ],
  },
};
