import { DatabaseSync } from 'node:sqlite';
import Fastify from 'fastify';

/**
 * What the service is measured against: Fastify, a parsed body, one durable commit, an answer. Arguments: the port and
 * the file of the store.
 */
const [port, path] = process.argv.slice(2);
const database = new DatabaseSync(path ?? ':memory:');
database.exec(
  'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE bodies (id INTEGER PRIMARY KEY, body TEXT NOT NULL)',
);
const insert = database.prepare('INSERT INTO bodies (body) VALUES (?)');
const server = Fastify({ bodyLimit: 64_000_000 });
server.get('/-/ready', async () => 'ready\n');
server.post('/webhook', async (request) => {
  insert.run(JSON.stringify(request.body));
  return { status: 'stored' };
});
await server.listen({ host: '127.0.0.1', port: Number(port) });
