import { describe, expect, test } from 'vitest';
import { findCalledHosts } from './called-hosts.ts';

describe('a host that was called', () => {
  test.each([
    ['POST https://api.textwave.com/v2: 503', 'api.textwave.com'],
    ['dial tcp: lookup hooks.mailer.io on 10.0.0.2:53: no such host', 'hooks.mailer.io'],
    ['dial tcp mx1.mailer.net:587: i/o timeout', 'mx1.mailer.net'],
    ['gateway api.paygrid.io: request timed out after 8s', 'api.paygrid.io'],
    ['geocoding failed: 429 from api.mapworld.io: monthly quota exceeded', 'api.mapworld.io'],
    ['Host: id.example-idp.com answered 502', 'id.example-idp.com'],
    ['getaddrinfo ENOTFOUND vault.secrets.dev', 'vault.secrets.dev'],
    ['api.paygrid.io returned 503', 'api.paygrid.io'],
    ['https://github.com/acme/orders.git failed: 503', 'github.com'],
    ['amqps://user:pw@mq.queues.cloud/prod closed', 'mq.queues.cloud'],
    ['java.net.ConnectException: connect to api.paygrid.io failed', 'api.paygrid.io'],
    ['api.paygrid.io/v1/charges failed: 503', 'api.paygrid.io'],
    ['request failed host="api.paygrid.io" status=503', 'api.paygrid.io'],
    ['Connect to API.PAYGRID.IO:443 timed out', 'api.paygrid.io'],
  ])('%s', (line, host) => {
    expect(findCalledHosts(line)).toEqual([host]);
  });
});

describe('what is only named like one', () => {
  test.each([
    'quote failed: java.net.http.HttpTimeoutException: request timed out',
    'java.net.SocketTimeoutException: Read timed out',
    'Caused by: org.postgresql.util.PSQLException: connection refused',
    'io.grpc.StatusRuntimeException: UNAVAILABLE',
    'com.fasterxml.jackson.core.io.JsonEOFException: unexpected end',
    'failed in com.acme.billing.io: timeout',
    'System.Net.Http.HttpRequestException: connection refused',
    'error from System.Net: timeout',
    'Error: timeout at node:net:1278',
    'panic in github.com/acme/orders/db.(*Pool).Get: timeout',
    'at github.com/acme/orders/db.go:88 failed',
    'github.com/acme/orders/db: timed out waiting for a connection',
    'failed to import from golang.org/x/net',
    'mail to ops@acme.com failed',
    'socket.io transport error',
    'worker.app.co.ConfigLoader failed',
    'logger=shop.net level=error timeout',
    'read /etc/nginx/conf.d/shop.io failed',
  ])('%s', (line) => {
    expect(findCalledHosts(line)).toEqual([]);
  });
});
