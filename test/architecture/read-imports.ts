import { parseSync } from 'oxc-parser';

/** One import of a module; `typeOnly` when nothing of it is left at run time. */
export interface ModuleImport {
  readonly specifier: string;
  readonly typeOnly: boolean;
}

/** What a module imports, in code or lazily; one entry a statement. */
export function readImports(path: string, text: string): readonly ModuleImport[] {
  const { module, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
  const statics = module.staticImports.map(({ moduleRequest, entries }) => ({
    specifier: moduleRequest.value,
    typeOnly: entries.length > 0 && entries.every(({ isType }) => isType),
  }));
  const exports = module.staticExports.flatMap(({ entries }) => {
    const specifier = entries.find(({ moduleRequest }) => moduleRequest !== null)?.moduleRequest?.value;
    return specifier === undefined ? [] : [{ specifier, typeOnly: entries.every(({ isType }) => isType) }];
  });
  const lazies = module.dynamicImports.map(({ moduleRequest: { start, end } }) => ({
    specifier: text.slice(start + 1, end - 1),
    typeOnly: false,
  }));
  return [...statics, ...exports, ...lazies];
}
