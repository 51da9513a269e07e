const trafficName =
  /(?:^|_)(?:requests?|rps|qps|hits|calls|sessions|visits|orders|messages_(?:in|received)|throughput|traffic|page_?views|events_(?:in|received))(?:_|$)/i;
const notTraffic =
  /duration|latency|error|fail|5xx|4xx|queue|depth|size|inflight|in_flight|per_request|db_|sql|cache|retry|retries|timeout|pending|rejected|dropped|p\d\d|client|upstream|outbound|outgoing|egress/i;

export function isTraffic(name: string): boolean {
  return trafficName.test(name) && !notTraffic.test(name);
}
