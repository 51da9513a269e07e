import type { z } from 'zod';
import type { AdapterSchemas } from '../config/schema.ts';
import type { CollectorAdapter, StoreDeps } from '../evidence/collector.ts';
import { alertmanager } from '../evidence/collectors/alertmanager.ts';
import { bundle } from '../evidence/collectors/bundle.ts';
import { changes } from '../evidence/collectors/changes.ts';
import { elasticsearch } from '../evidence/collectors/elasticsearch.ts';
import { files } from '../evidence/collectors/files.ts';
import { grafana } from '../evidence/collectors/grafana.ts';
import { history } from '../evidence/collectors/history.ts';
import { journal } from '../evidence/collectors/journal.ts';
import { kubernetes } from '../evidence/collectors/kubernetes.ts';
import { loki } from '../evidence/collectors/loki.ts';
import { prometheus } from '../evidence/collectors/prometheus.ts';
import { runbooks } from '../evidence/collectors/runbooks.ts';
import { topology } from '../evidence/collectors/topology.ts';
import type { NotifierAdapter } from '../notification/notifier.ts';
import { consoleNotifier } from '../notification/notifiers/console.ts';
import { pagerduty } from '../notification/notifiers/pagerduty.ts';
import { slack } from '../notification/notifiers/slack.ts';
import { webhook } from '../notification/notifiers/webhook.ts';
import { anthropic } from '../reasoning/models/anthropic.ts';
import type { ModelAdapter } from '../reasoning/models/model.ts';
import { openai } from '../reasoning/models/openai.ts';
import { openaiCompatible } from '../reasoning/models/openai-compatible.ts';

/** An adapter whose own configuration type is forgotten: the schema that is checked first stands for it. */
type Listed<Adapter extends { readonly create: (...args: never[]) => unknown }> = Omit<
  Adapter,
  'create' | 'check'
> & {
  readonly create: (
    name: string,
    config: never,
    deps: Parameters<Adapter['create']>[2],
  ) => ReturnType<Adapter['create']>;
  readonly check?: ((config: never) => string | null) | undefined;
};

/** Every notifier, collector and model provider there is, each in a file named by its id. */
export const registry = {
  notifiers: [slack, pagerduty, webhook, consoleNotifier] as readonly Listed<NotifierAdapter>[],
  collectors: [
    prometheus,
    alertmanager,
    loki,
    elasticsearch,
    journal,
    files,
    kubernetes,
    changes,
    grafana,
    runbooks,
    history,
    topology,
    bundle,
  ] as readonly Listed<CollectorAdapter<z.ZodObject, StoreDeps>>[],
  models: [anthropic, openai, openaiCompatible] as readonly Listed<ModelAdapter>[],
} satisfies AdapterSchemas;
