import { createServer } from 'node:http';

/** A notifier's vendor that takes everything at once. A process of its own; argument: the port. */
createServer((request, response) => {
  request.on('end', () => response.writeHead(204).end()).resume();
}).listen(Number(process.argv[2]), '127.0.0.1');
