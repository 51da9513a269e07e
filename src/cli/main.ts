import { Command, CommanderError } from 'commander';
import { errorCodes, toAppError } from '../domain/errors.ts';
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
    .command('prompts')
    .description('render every version of every prompt with a sample alert')
    .argument('[folder]', 'where they are (default: those that ship with the package)')
    .action(async (folder: string | undefined) => {
      const { checkPrompts } = await import('./check-prompts.ts');
      done(checkPrompts(folder));
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
