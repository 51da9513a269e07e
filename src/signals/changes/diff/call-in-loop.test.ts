import { describe, expect, test } from 'vitest';
import { findCallInLoop } from './call-in-loop.ts';
import { parseDiff } from './parse-diff.ts';

function find(lines: readonly string[], context = 'func handle()'): string | undefined {
  const [hunk] = parseDiff(`--- a/x\n+++ b/x\n@@ -1,9 +1,9 @@ ${context}\n${lines.join('\n')}\n`, []);
  return hunk === undefined ? undefined : findCallInLoop(hunk);
}

describe('a call is added to a loop', () => {
  test.each<readonly [string, ...string[]]>([
    ['Go, of a range', ' for _, id := range ids {', '+\titem, err := store.Find(ctx, id)', ' }'],
    ['Go, of rows', '+for rows.Next() {', '+\towner, err := repo.Load(ctx, id)', '+}'],
    [
      'Go, of a map that is shared',
      '+seen.Range(func(k, v any) bool {',
      '+\tclient.Send(k)',
      '+\treturn true',
      '+})',
    ],
    [
      'Java, of a collection',
      ' for (Order order : orders) {',
      '+    total += repository.findById(order.id()).price();',
      ' }',
    ],
    [
      'Java, of a stream',
      '+return ids.stream()',
      '+    .map(id -> repository.findById(id))',
      '+    .toList();',
    ],
    ['Java, by the name of a method', '+return ids.stream().map(client::fetchOne).toList();'],
    [
      'Java, without braces',
      '+for (Line line : lines)',
      '+    prices.add(client.get(line.sku()));',
      '+return prices;',
    ],
    ['TypeScript, of', ' for (const line of lines) {', '+  line.price = await prices.get(line.sku);', ' }'],
    ['TypeScript, at once', '+const found = await Promise.all(ids.map((id) => api.fetchUser(id)));'],
    [
      'TypeScript, a callback of several lines',
      '+orders.forEach(async (order) => {',
      '+  const user = await users.get(order.user);',
      '+  order.name = user.name;',
      '+});',
    ],
    [
      'TypeScript, with what a condition asks for',
      '+const known = ids.filter((id) => id > 0 && client.get(id));',
    ],
    ['TypeScript, by the name of a function', '+const all = await Promise.all(ids.map(api.fetchUser));'],
    [
      'TypeScript, of a list that another is spread in',
      '+const all = await Promise.all([first, ...others].map((id) => client.get(id)));',
    ],
    [
      'TypeScript, of what stands at a key',
      '+const all = await Promise.all(byKind[kind].map((id) => client.get(id)));',
    ],
    ['TypeScript, while', '+while (page !== null) {', '+  page = await client.get(page.next);', '+}'],
    ['Python, for', ' for order in orders:', '+    order.user = session.get(User, order.user_id)'],
    ['Python, in one line', '+for order in orders: session.get(order.id)'],
    ['Python, a list', '+users = [session.get(User, o.user_id) for o in orders]'],
    [
      'Python, a dictionary of several lines',
      '+users = {',
      '+    o.id: client.get(o.user_id)',
      '+    for o in orders',
      '+}',
    ],
    ['Python, an argument', '+await asyncio.gather(*(client.get(i) for i in ids))'],
    ['Python, in the condition', '+open_ones = [o for o in orders if client.get(o.id).open]'],
    ['Python, a map', '+users = list(map(lambda i: client.get(i), ids))'],
    [
      'C#, foreach',
      ' foreach (var order in orders)',
      ' {',
      '+    order.User = await client.GetAsync(order.UserId);',
      ' }',
    ],
    ['C#, Select', '+var users = orders.Select(o => repo.FindUser(o.UserId)).ToList();'],
    ['Kotlin, for', ' for (order in orders) {', '+    order.user = client.fetch(order.userId)', ' }'],
    ['Kotlin, a block', '+val users = orders.map { client.fetchUser(it.userId) }'],
    ['Kotlin, a block behind an argument', '+orders.fold(0) { sum, o -> sum + client.fetchPrice(o.id) }'],
    ['Ruby, a block', ' orders.each do |order|', '+  order.user = client.fetch(order.user_id)', ' end'],
    ['Ruby, in braces', '+names = orders.map { |order| client.fetch(order.user_id).name }'],
    ['Rust', ' for id in ids {', '+    out.push(client.get(id).await?);', ' }'],
  ])('%s', (_, ...lines) => {
    const shown = lines.filter((line) => line.startsWith('+')).map((line) => line.slice(1).trim());
    expect(shown).toContain(find(lines));
  });

  test('whose head stands above what the diff shows', () => {
    expect(
      find([' const tile = toTile(p);', '+tile.stars = await stars.get(p.id);'], 'for (const p of ps) {'),
    ).toBe('tile.stars = await stars.get(p.id);');
  });
});

describe('no call is added to a loop by', () => {
  test.each<readonly [string, ...string[]]>([
    [
      'one before it',
      '+user = client.get(order.user_id)',
      '+for line in order.lines:',
      '+    total += line.price',
    ],
    ['one behind it', '+for line in order.lines:', '+    total += line.price', '+client.post(total)'],
    [
      'one behind it, in braces',
      '+for (const line of lines) {',
      '+  total += line.price;',
      '+}',
      '+await client.post(total);',
    ],
    ['what it goes through', '+for order in client.fetch_orders(user):', '+    total += order.price'],
    ['what a comprehension goes through', '+prices = [o.price for o in client.fetch_orders(user)]'],
    ['what a stream begins with', '+return repository.findAllById(ids).stream().map(Order::price).toList();'],
    ['a call in an argument', '+body = codec.encode(client.get(order.id))'],
    ['a lambda that is called once', '+return tracer.inSpan("load", () -> repository.findById(id));'],
    ['a callback of a transaction', '+await db.transaction(async (tx) => {', '+  await tx.get(id);', '+});'],
    ['a value that may be there', '+return Optional.of(id).map(i -> repository.findById(i)).orElse(null);'],
    ['one that was found', '+return repository.findById(id).map(order -> client.fetch(order.userId()));'],
    ['a promise', '+const user = await promise.map((id) => client.get(id));'],
    ['a scope', '+val user = order?.let { client.fetchUser(it.userId) }'],
    ['a loop over a list that stands there', '+for kind in ("small", "large"):', '+    client.post(kind)'],
    [
      'a loop over two kinds',
      "+for (const kind of ['small', 'large']) {",
      '+  await client.post(kind);',
      '+}',
    ],
    [
      'a loop over an array that stands there',
      '+foreach (var kind in new[] { "small", "large" })',
      '+    await client.PostAsync(kind);',
    ],
    [
      'a list of Java that stands there',
      '+for (String kind : Arrays.asList("small", "large")) {',
      '+    client.post(kind);',
      '+}',
    ],
    ['two at once', '+const [a, b] = await Promise.all([first, second].map((id) => client.get(id)));'],
    ['a few tries', '+for attempt in range(3):', '+    answer = client.get(url)'],
    ['a few tries in Go', '+for i := 0; i < 3; i++ {', '+\tres, err = client.Do(req)', '+}'],
    ['a word in a text', '+log.info("for each order in the list we ask once")', '+client.post(order)'],
    [
      'what became a comprehension of a loop',
      '-values = []',
      '-for spec in specs:',
      '-    values.append(app.get(spec.name))',
      '+values = np.fromiter((app.get(spec.name) for spec in specs), dtype=f32)',
    ],
    [
      'what became a stream of a loop',
      '-for (Id id : ids) {',
      '-    out.add(repository.findById(id));',
      '-}',
      '+ids.stream().map(id -> repository.findById(id)).forEach(out::add);',
    ],
  ])('%s', (_, ...lines) => {
    expect(find(lines)).toBeUndefined();
  });

  test('what stands behind the end of a loop whose head is not shown', () => {
    expect(
      find([' \ttotal += p.price', ' }', '+client.Post(total)'], 'for _, p := range ps {'),
    ).toBeUndefined();
  });
});
