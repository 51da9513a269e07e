import { benchAcknowledge } from '../test/bench/acknowledge.ts';
import { renderTable } from '../test/bench/table.ts';

console.log(renderTable(await benchAcknowledge({ durationMs: 4000 })));
