import { type HttpFake, type Reply, startHttpFake } from './http-fake.ts';
import { asObject, asText, type JsonObject } from './json.ts';

/** Objects by the path of their collection, such as `/api/v1/namespaces/shop/pods`. */
export type ClusterObjects = Readonly<Record<string, readonly JsonObject[]>>;

/** The document that an API server answers a refused request with. */
function refuse(code: number, reason: string, message: string): Reply {
  return {
    status: code,
    body: { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason, code },
  };
}

function readSelector(text: string | undefined): readonly (readonly [name: string, value: string])[] {
  return (text ?? '')
    .split(',')
    .filter(Boolean)
    .map((pair) => {
      const [name = '', value = ''] = pair.split('=');
      return [name, value] as const;
    });
}

function fieldOf(object: JsonObject, path: string): string | undefined {
  return asText(path.split('.').reduce<unknown>((value, key) => asObject(value)[key], object));
}

/** An API server: gets and lists with label and field selectors; everything else it refuses as the real one would. */
export async function startFakeKubernetes(
  objects: ClusterObjects,
  options: {
    readonly failure?: Reply | undefined;
    readonly token?: string;
    readonly forbidden?: RegExp;
  } = {},
): Promise<HttpFake> {
  return startHttpFake({
    handle: ({ method, path, query, headers }) => {
      if (options.failure !== undefined) return options.failure;
      if (options.token !== undefined && headers['authorization'] !== `Bearer ${options.token}`)
        return refuse(401, 'Unauthorized', 'Unauthorized');
      const resource = path.split('/').at(-1) ?? '';
      if (method !== 'GET' || /\/secrets(?:\/|$)/.test(path) || options.forbidden?.test(path))
        return refuse(403, 'Forbidden', `${resource} is forbidden: User "bridge" cannot ${method} it`);
      const list = objects[path];
      const parent = objects[path.slice(0, path.lastIndexOf('/'))];
      const one = parent?.find(({ metadata }) => asObject(metadata)['name'] === resource);
      if (one !== undefined) return { body: one };
      // A collection that is known by its kind is empty; a single object that is not there is missing.
      const collection =
        /\/(?:pods|events|services|deployments|statefulsets|daemonsets|replicasets|controllerrevisions|ingresses)$/;
      if (list === undefined && !collection.test(path))
        return refuse(404, 'NotFound', `${path} "${resource}" not found`);
      const items = (list ?? []).filter(
        (object) =>
          readSelector(query['labelSelector']).every(
            ([name, value]) => asObject(asObject(object['metadata'])['labels'])[name] === value,
          ) && readSelector(query['fieldSelector']).every(([name, value]) => fieldOf(object, name) === value),
      );
      return { body: { kind: 'List', apiVersion: 'v1', metadata: { resourceVersion: '1' }, items } };
    },
  });
}
