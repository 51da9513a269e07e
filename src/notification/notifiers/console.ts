import pc from 'picocolors';
import { z } from 'zod';
import { renderCard, renderClosingCard } from '../console/card.ts';
import { freezeAge, hashContent } from '../content-hash.ts';
import type { NotifierAdapter } from '../notifier.ts';

const widest = 100;

const Config = z.strictObject({
  color: z.enum(['auto', 'always', 'never']).default('auto').meta({
    description: 'Whether to use colours; auto does on a terminal, unless NO_COLOR is set.',
  }),
  width: z
    .int()
    .min(40)
    .max(200)
    .meta({ description: `Columns to wrap at; by default those of the terminal, at most ${widest}.` })
    .optional(),
});

const noColors = pc.createColors(false);

/** The terminal: a card for each news. The handle is `{ hash, explained, resolved }`: what was printed already. */
export const consoleNotifier: NotifierAdapter<typeof Config> = {
  id: 'console',
  Config,
  create: (name, config, { print }) => {
    const width = config.width ?? Math.max(40, Math.min(process.stdout.columns ?? widest, widest));
    const colored = config.color === 'auto' ? pc.isColorSupported : config.color === 'always';
    const options = { colors: colored ? pc.createColors(true) : noColors, width };
    return {
      name,
      type: 'console',
      pace: null,
      sync: async ({ message, handle }) => {
        const hash = hashContent(renderCard(freezeAge(message), { colors: noColors, width: widest }));
        if (handle?.['hash'] === hash) return { action: 'unchanged', handle };
        const resolved = message.state === 'resolved';
        const explained = handle?.['explained'] === true;
        const closing = resolved && handle !== null && handle['resolved'] !== true && explained;
        print(`${(closing ? renderClosingCard : renderCard)(message, options)}\n`);
        return {
          action: handle === null ? 'posted' : 'followed_up',
          handle: { hash, explained: explained || message.analysis.state === 'done', resolved },
        };
      },
    };
  },
};
