import { existsSync, readFileSync } from 'node:fs';
import pino, { type Logger } from 'pino';
import { registry } from '../app/registry.ts';
import { loadConfig, type ParseConfigOptions } from '../config/load.ts';
import type { Config } from '../config/schema.ts';

/** Where configuration comes from on this machine. */
export const configOptions: ParseConfigOptions = {
  adapters: registry,
  env: process.env,
  readFile: (path) => readFileSync(path, 'utf8'),
};

const usualConfigFiles = ['llm-alert-bridge.yml', '/etc/llm-alert-bridge/llm-alert-bridge.yml'];

/** The configuration file that a command uses when none is named. */
export function findConfigFile(given: string | undefined): string {
  return given ?? usualConfigFiles.find((file) => existsSync(file)) ?? usualConfigFiles[0] ?? '';
}

export function readConfig(file: string): Config {
  return loadConfig(file, configOptions);
}

/** JSON lines on standard error, so that standard output is the commands' own. */
export function createLogger(level: string): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2));
}
