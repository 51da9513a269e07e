/** Lines as logs, alerts and changes have them, with nothing secret in them: they leave as they are. */
export const lookAlikes: readonly string[] = `
disk usage of /var is 93.4 %
token bucket is empty
node_memory_MemAvailable_bytes{instance="node-3:9100"}
https://prometheus.example.com/graph?g0.expr=up&g0.tab=1
password rotation is due
the cookie: it was eaten
kubectl get pods --token-ttl 5
max_tokens: 4000
http://node-3:9100/metrics
invalid token: unexpected end of JSON input
error: invalid password: must be at least 12 characters
Access denied for user 'root'@'db-1' (using password: YES)
password authentication failed for user "app"
FATAL: password authentication failed for user "orders" at 02:41:07
no password supplied
password=null
password: ""
token: expired
token=<nil>
secret: none
password=******
password=$DB_PASSWORD
password: \${DB_PASSWORD}
api_key: {{ .Values.apiKey }}
api_key=<your-api-key>
token: [redacted]
password_file: /run/secrets/db
password_encryption=scram-sha-256
secretName: checkout-tls
secretRef: payments
MountVolume.SetUp failed for volume "certs" : secret "shop/tls-cert" not found
Failed to get secret secret="shop/tls-cert" err="not found"
imagePullSecrets: [regcred]
serviceAccountToken projected volume mounted
automountServiceAccountToken: false
tokenExpirationSeconds: 3607
token_count=1500 prompt_tokens=900
tokens_total{kind="input"} 12345
rate limit: 40000 tokens per minute
next token in 3 s
unexpected token < in JSON at position 0
SyntaxError: Unexpected token ')' in file.js:12
parse error: unexpected token near line 4
auth failed for user alice
auth=ldap mode=simple
authorization policy denied the request
authorization: denied
authorized_keys was changed by ansible
author: Maria Lopez
the author=unknown
Authorization header is missing
Bearer token is expired
bearer of bad news
basic authentication is disabled
Basic checks passed for the deployment
cookies are disabled
cookie: expired
Set-Cookie was not sent
session started for user 4711
sid=42
image: registry.example.com/shop/checkout@sha256:2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae
digest sha256:fcde2b2edba56bf408601fb721fe9b5c338d10ee429ea04fae5511b68fbf8fb9
commit 9fceb02d0ae598e95dc970b74767f19372d61af8
commit 9fceb02 by alice
etag "33a64df551425fcc55e4d42a148795d9f25f89d4"
trace_id=4bf92f3577b34da6a3ce929d0e0e4736 span_id=00f067aa0ba902b7
traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
request_id=7f0c2b1e-3d4a-4a6b-9c1d-2e3f4a5b6c7d
X-Request-Id: 7f0c2b1e-3d4a-4a6b-9c1d-2e3f4a5b6c7d
uid: 3f2504e0-4f89-11d3-9a0c-0305e82c3301
pod checkout-7d9f8b6c5d-x2k4q restarted
replicaset payments-5c6f7d8b9f scaled to 3
container_id=containerd://8f14e45fceea167a5a36dedd4bea2543b5c1e2d3f4a5968778695a4b3c2d1e0f
md5 d41d8cd98f00b204e9800998ecf8427e
crc32=cbf43926
build 20261123.4 (a1b2c3d4e5f6)
version v1.27.3-gke.100
go1.22.4 linux/amd64
instance=ip-10-0-1-23.eu-west-1.compute.internal
arn:aws:iam::123456789012:role/checkout
arn:aws:s3:::shop-backups/2026/11
s3://shop-backups/orders/2026-11-23.dump.gz
gs://shop-logs/2026/11/23
kafka://broker-1:9092,broker-2:9092/orders
redis://cache:6379/0
postgres://db-1:5432/orders?sslmode=require
amqp://rabbit:5672/vhost
mongodb://mongo-0:27017,mongo-1:27017/shop?replicaSet=rs0
jdbc:mysql://db:3306/shop?useSSL=true
https://example.com:8443/@maria/posts
https://cdn.example.com/img/logo@2x.png
git@github.com:shop/checkout.git
ssh://git@git.example.com:2222/shop/checkout.git
mailto:ops@example.com
https://user@git.example.com/x.git
mysql -h db -u root -p
mysql -h db -P 3306 -u app shop
mysql --port 3306 --host db
mkdir -p /var/lib/shop
docker run -p 8080:80 nginx:1.27
ssh -p 2222 deploy@host-1
nmap -p80 host
curl -s https://es:9200/_cat/indices
curl -u admin https://es:9200
kubectl -n shop get secret checkout-tls -o yaml
kubectl create token checkout
redis-cli -h cache INFO
psql -p 5432 -U app orders
netstat -tulpn | grep 5432
cp -a /var/lib/a /var/lib/b
rpm -U package-1.2.rpm
-----BEGIN CERTIFICATE-----
-----BEGIN PUBLIC KEY-----
the file starts with BEGIN PRIVATE
ssh-ed25519 host key changed
ssh_host_ed25519_key.pub was replaced
private key file /etc/ssl/private/tls.key has mode 0644
private_key_path=/etc/ssl/private/tls.key
primary_key=order_id
foreign_key: customer_id
partition key: region
cache_key=cart:4711
sort_key=created_at
routing key missing
key=value
key: order-created
keyspace hits 12345
keyring unlocked
GET /search?key=shoes&page=2 200
GET /items?code=200&state=open
GET /oauth/callback?error=denied 302
GET /static/app.4f3c2b1a.js 200
GET /api/v1/query_range?query=up&start=1700000000&end=1700003600&step=15 200
POST /login 401 12ms
POST /token 200
/var/lib/kubelet/pods/3f2504e0-4f89-11d3-9a0c-0305e82c3301/volumes
/etc/kubernetes/pki/apiserver.crt expires in 12 days
C:\\Users\\deploy\\AppData\\Local\\Temp
java.lang.IllegalStateException: token must not be null
at com.example.auth.TokenFilter.doFilter(TokenFilter.java:42)
org.postgresql.util.PSQLException: FATAL: sorry, too many clients already
io.jsonwebtoken.ExpiredJwtException: JWT expired 3 s ago
jwt: token is malformed
x509: certificate has expired or is not yet valid
tls: failed to verify certificate
Vault is sealed
vault: permission denied
hvs is not a token
ghp_short
AKIA is a prefix
xoxb- tokens are for bots
sk-learn 1.4 was installed
task-list-for-the-weekly-maintenance-window is done
risk-assessment-of-the-new-payment-provider-is-due
SG.1 is down
AIza is how they begin
eyJ is base64 of a brace
SKU4711 is out of stock
SK is the country code
rk_test
key-value store is read-only
api-gateway-7c9d5f6b8-abcde is not ready
sdk-1.2.3 was released
dapi is deprecated
hf_transfer is enabled
T1/B2/C3
https://hooks.example.com/services/T1/B2/C3
https://slack.com/archives/C0123456789/p1700000000
https://discord.com/channels/1/2
https://outlook.office.com/mail
signature verification failed
sig=none
"level":"warn","msg":"password policy is weak","min":8
"passwordExpiresInDays":90
"hasToken":true,"tokenCount":3
"token_type":"bearer","expires_in":3600
"secretsSynced":12
"apiKeyId":"7"
feature flag use-new-token-service was set to true
deploy checkout v2.3.1 (d-4711) by alice
rollout of auth-service to 2.0.0
fix: do not log the password
feat(auth): rotate signing keys weekly
secretlint-disable
pwd is /home/app
PWD=/srv/app
cwd=/srv/app pwd=/srv/app
credentials were refreshed
credentials: missing
passphrase required
encryption key rotated
access key age is 91 days
accountKey missing
license key: expired
connection string is not set
12:34:56.789 INFO started in 3.2 s
2026-11-23T02:41:07Z node-3 kernel: Out of memory: Killed process 4711 (java)
MAC aa:bb:cc:dd:ee:ff
fe80::1 is unreachable
10.0.0.3:9100 is down
100 * (1 - avg(rate(node_cpu_seconds_total{mode="idle"}[5m])))
histogram_quantile(0.99, sum by (le) (rate(http_request_duration_seconds_bucket[5m])))
{"alertname":"DiskAlmostFull","severity":"critical"}
H4sIAAAAAAAA is how gzip begins in base64
aGVsbG8gd29ybGQ= is hello world
data:image/png;base64,iVBORw0KGgo=
curl -H "Authorization: Bearer $BRIDGE_TOKEN" https://bridge.example.com
Authorization: Bearer \${TOKEN}
Authorization: Basic is not supported here
+  apiKey: config.api_key.reveal(),
+  readonly hasToken: boolean, token: boolean
+  password: readSecret('db')
+  token = this.session.token
+  api_key: secret('API key.'),
{{ $labels.instance }} is down
%s: password mismatch
<password>
`
  .trim()
  .split('\n');
