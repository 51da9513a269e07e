import { Command, CommanderError } from 'commander';
import { errorCodes, toAppError } from '../domain/errors.ts';
import type { AnalyzeOptions } from './analyze.ts';
import type { AuditVerifyOptions } from './audit.ts';
import type { CommandCheckOptions } from './check-commands.ts';
import type { PromptCostOptions } from './count-prompts.ts';
import type { DrillCommandOptions } from './drill.ts';
import type { EvalOptions } from './eval.ts';
import type { ExportOptions } from './export.ts';
import type { TestPipelineOptions } from './test-pipeline.ts';
import type { UsageOptions } from './usage.ts';
import { readVersion } from './version.ts';

/** All commands; each sets the exit code through `done`. What a command needs is loaded when it runs. */
export function createProgram(done: (exitCode: number) => void): Command {
  const program = new Command('llm-alert-bridge')
    .description('Forwards Prometheus alerts at once and explains them from checked evidence.')
    .version(readVersion())
    .exitOverride();
  const configOption = ['-c, --config <file>', 'configuration file (default: llm-alert-bridge.yml)'] as const;

  program
    .command('serve')
    .description('run the service')
    .option(...configOption)
    .action(async (options: { config?: string }) => {
      const { serve } = await import('./serve.ts');
      done(await serve(options));
    });
  program
    .command('demo')
    .description('run it on a recorded incident; needs no keys and no servers')
    .option('--once', 'exit after the enriched message')
    .option('--port <port>', 'port to listen on', '8080')
    .action(async (options: { once?: boolean; port: string }) => {
      const { demo } = await import('./demo.ts');
      done(await demo(options));
    });
  program
    .command('init')
    .description('write a first configuration')
    .argument('[file]', 'where to', 'llm-alert-bridge.yml')
    .action(async (file: string) => {
      const { init } = await import('./init.ts');
      done(init(file));
    });
  program
    .command('enrich')
    .description('explain one alert: a file, or - for standard input')
    .argument('<file>')
    .option(...configOption)
    .action(async (file: string, options: { config?: string }) => {
      const { enrichFile } = await import('./enrich.ts');
      done(await enrichFile(file, options));
    });
  program
    .command('analyze')
    .description('say what happened in incidents on disk: when it began, where, after which change')
    .argument('<bundle...>', 'folders of incident bundles')
    .option('--offline', 'ask no model')
    .option('--json', 'print a JSON document for each bundle, one a line')
    .option('--charts <folder>', 'also draw each incident there, as SVG and PNG')
    .option(...configOption)
    .action(async (bundles: string[], options: AnalyzeOptions) => {
      const { analyze } = await import('./analyze.ts');
      done(await analyze(bundles, options));
    });
  program
    .command('eval')
    .description('score what is found in sets of incidents whose cause is known')
    .argument('<set...>', 'folders of bundles that each have a truth.json')
    .option('--json <file>', 'also write the scores to this file')
    .option('--compare <file>', 'show the difference to scores that were written before')
    .option('--robustness', 'also with late alerts, with each source missing, and in quiet times')
    .option('--model <model>', 'ask this model: its name in the configuration, anthropic:<id> or openai:<id>')
    .option('--prompt <prompt>', 'id of the prompt, or <id>@<version>')
    .option('--repeat <times>', 'ask about each incident so many times')
    .option('--ask-back <questions>', 'questions that the model may ask back')
    .option('--record <folder>', 'keep the answers of the model')
    .option('--replay <folder>', 'take the answers from there; no model is asked')
    .option('--by-hand <folder>', 'write the prompts there, and take the answers that you write beside them')
    .option('--report <file>', 'also write the report, as Markdown')
    .option(...configOption)
    .action(async (sets: string[], options: EvalOptions) => {
      const { evaluate } = await import('./eval.ts');
      done(await evaluate(sets, options));
    });
  program
    .command('export')
    .description(
      'write an incident as a bundle: its alerts, and what the sources know of its time, without secrets',
    )
    .argument('[incident]', 'its id')
    .option('--judged <judgement>', 'instead: all whose explanation people judged right, partly or wrong')
    .option('-o, --out <folder>', 'where to (default: incident-<id>, or judged-<judgement>)')
    .option(...configOption)
    .action(async (incident: string | undefined, options: ExportOptions) => {
      const { exportToFolder } = await import('./export.ts');
      done(await exportToFolder(incident, options));
    });
  program
    .command('redact')
    .description(
      'write standard input as it would leave the building; what was replaced is said on standard error',
    )
    .option(
      '-c, --config <file>',
      'configuration file whose rules on addresses count (default: the built-in rules)',
    )
    .action(async (options: { config?: string }) => {
      const { redactInput } = await import('./redact.ts');
      done(await redactInput(options));
    });
  const check = program.command('check').description('say what the service would say, for CI');
  check
    .command('config')
    .description('list every problem of a configuration file')
    .argument('[file]', 'the file, or - for standard input')
    .action(async (file: string | undefined) => {
      const { checkConfig } = await import('./check-config.ts');
      done(checkConfig(file));
    });
  check
    .command('promql')
    .description('say of each expression, one a line, whether Prometheus would take it and what it reads')
    .argument('<file>', 'the file, or - for standard input')
    .action(async (file: string) => {
      const { checkPromql } = await import('./check-promql.ts');
      done(await checkPromql(file));
    });
  check
    .command('logql')
    .description('say of each query of logs, one a line, whether Loki would take it')
    .argument('<file>', 'the file, or - for standard input')
    .action(async (file: string) => {
      const { checkLogql } = await import('./check-logql.ts');
      done(await checkLogql(file));
    });
  check
    .command('commands')
    .description('say of each shell command, one a line, whether it only reads; none is run')
    .argument('<file>', 'the file, or - for standard input')
    .option('-p, --policy <file>', 'your rules on top of the built-in ones, such as safe_commands.yaml')
    .option('--host <name>', 'the host that the commands are for, where the rules tell hosts apart')
    .action(async (file: string, options: CommandCheckOptions) => {
      const { checkCommands } = await import('./check-commands.ts');
      done(await checkCommands(file, options));
    });
  check
    .command('prompts')
    .description('render every version of every prompt with a sample alert, or count what bundles would cost')
    .argument('[folder]', 'where they are (default: those that ship with the package)')
    .option('--bundle <folder...>', 'incident bundles: count the tokens of their prompts, and what they cost')
    .option('--prompt <prompt>', 'with --bundle: id of the prompt, or <id>@<version>')
    .option('--show', 'with --bundle: print the prompts themselves')
    .action(
      async (folder: string | undefined, options: PromptCostOptions & { bundle?: readonly string[] }) => {
        if (options.bundle !== undefined) {
          const { countPrompts } = await import('./count-prompts.ts');
          done(await countPrompts(options.bundle, options));
          return;
        }
        const { checkPrompts } = await import('./check-prompts.ts');
        done(checkPrompts(folder));
      },
    );
  program
    .command('usage')
    .description('tokens and money by day, model, alert or prompt, and where the limits stand')
    .option('--daily', 'by day, which is also what is shown without any option')
    .option('--by <what>', 'day, model, alertname or prompt')
    .option('--days <days>', 'how far back', '30')
    .option('--json', 'as JSON, as GET /api/v1/usage answers')
    .option(...configOption)
    .action(async (options: UsageOptions) => {
      const { printUsage } = await import('./usage.ts');
      done(await printUsage(options));
    });
  program
    .command('backup')
    .description('copy the embedded store to a file, also while the service runs')
    .argument('<file>', 'where to; nothing is overwritten')
    .option(...configOption)
    .action(async (file: string, options: { config?: string }) => {
      const { backup } = await import('./backup.ts');
      done(backup(file, options));
    });
  program
    .command('test-pipeline')
    .description('send a marked test alert the whole way, and say at each station what became of it')
    .option('--alert-type <type>', 'what kind of alert', 'disk-full')
    .option(
      '--label <name=value...>',
      'labels on top, such as severity=critical, to reach a certain route',
      [],
    )
    .option('--alertmanager <url>', 'hand it to this Alertmanager, all of whose receivers for it are told')
    .option('--validate-llm-response', 'fail unless a model has answered, and its answer was kept')
    .option('--check-slack-delivery', 'fail unless the message is in Slack')
    .option('--timeout <duration>', 'how long each station may take', '30s')
    .option('--url <url>', 'the service (default: where the configuration has it listen)')
    .option('--token-file <file>', 'file with a bearer token for it (default: that of server.auth)')
    .option('--json', 'as one JSON document')
    .option(...configOption)
    .action(async (options: TestPipelineOptions) => {
      const { testPipeline } = await import('./test-pipeline.ts');
      done(await testPipeline(options));
    });
  program
    .command('drill')
    .description('break one thing after the other on purpose, send test alerts through, say what was lost')
    .option('--url <url>', 'a running installation, whose configuration sets server.allow_drills')
    .option('--token-file <file>', "file with an administrator's bearer token for it")
    .option('--self-contained', 'a service of its own, with stand-ins for everybody else')
    .option(
      '--storage-url-file <file>',
      'with --self-contained: file with the URL of an empty PostgreSQL database, for two replicas',
    )
    .option('--seconds <seconds>', 'how long each thing stays broken', '5')
    .option('--alerts <count>', 'test alerts for each thing that is broken', '3')
    .action(async (options: DrillCommandOptions) => {
      const { drill } = await import('./drill.ts');
      done(await drill(options));
    });
  const audit = program.command('audit').description('the log of decisions, logins and configurations');
  audit
    .command('verify')
    .description('say whether it is as it was written, and which row is not')
    .option(
      '--last-hash <hash>',
      'a last hash from before, kept elsewhere: shows rows that are gone at the end',
    )
    .option(...configOption)
    .action(async (options: AuditVerifyOptions) => {
      const { auditVerify } = await import('./audit.ts');
      done(await auditVerify(options));
    });
  audit
    .command('export')
    .description('write it to standard output, a JSON object a line')
    .option(...configOption)
    .action(async (options: { config?: string }) => {
      const { auditExport } = await import('./audit.ts');
      done(await auditExport(options));
    });
  return program;
}

/** Runs the command line. Expected failures are one clear message and an exit code, never a stack. */
export async function main(argv: readonly string[]): Promise<number> {
  let exitCode = 0;
  try {
    await createProgram((code) => {
      exitCode = code;
    }).parseAsync([...argv]);
    return exitCode;
  } catch (thrown) {
    if (thrown instanceof CommanderError) return thrown.exitCode;
    const error = toAppError(thrown);
    process.stderr.write(`${error.message}\n`);
    if (error.code === 'internal') process.stderr.write(`${error.stack ?? ''}\n`);
    return errorCodes[error.code].exit;
  }
}
