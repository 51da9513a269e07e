import { expect, test } from 'vitest';
import { fillPlaceholders } from './fill-placeholders.ts';

const labels = { pod: 'checkout-7d9f', namespace: 'shop', instance: 'node-3:9100', evil: 'x; rm -rf /' };

test.each([
  ['kubectl logs <pod> -n <namespace>', 'kubectl logs checkout-7d9f -n shop'],
  ['kubectl logs <pod-name> -n <ns>', 'kubectl logs checkout-7d9f -n shop'],
  ['kubectl logs $POD -n ${NAMESPACE}', 'kubectl logs checkout-7d9f -n shop'],
  ['kubectl describe pod "$POD_NAME"', 'kubectl describe pod "checkout-7d9f"'],
  ["kubectl get pods -l 'app=<pod>'", "kubectl get pods -l 'app=checkout-7d9f'"],
  // What awk and SQL write in single quotes is theirs.
  ["ps aux | awk '{print $NF}'", "ps aux | awk '{print $NF}'"],
  ["psql -c 'select 1 where a <b and c> d'", "psql -c 'select 1 where a <b and c> d'"],
  ['echo \\$POD', 'echo \\$POD'],
])('%s becomes %s', (command, filled) => {
  expect(fillPlaceholders(command, labels)).toEqual({ ok: true, command: filled });
});

test.each([
  ['kubectl cordon <node>', '<node>'],
  ['kubectl logs $CONTAINER <pod>', '$CONTAINER'],
  ['df $HOME', '$HOME'],
  // A value that a shell would not take for one word is none.
  ['df <evil>', '<evil>'],
  ['df <constructor>', '<constructor>'],
])('%s is incomplete: nothing says what %s is', (command, missing) => {
  expect(fillPlaceholders(command, labels)).toEqual({
    ok: false,
    reason: `it is incomplete: the alert does not say what ${missing} is`,
  });
});
