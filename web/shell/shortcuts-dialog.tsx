import { useEffect, useRef } from 'react';

const groups: readonly (readonly [
  title: string,
  keys: readonly (readonly [keys: string, what: string])[],
])[] = [
  [
    'Everywhere',
    [
      ['g i', 'incidents'],
      ['g r', 'reviews'],
      ['g u', 'usage'],
      ['g h', 'health'],
      ['g a', 'audit log'],
      ['?', 'this help'],
    ],
  ],
  [
    'In a list',
    [
      ['j', 'down'],
      ['k', 'up'],
      ['Enter', 'open'],
      ['/', 'search'],
    ],
  ],
  [
    'In the reviews',
    [
      ['a', 'approve the selected command'],
      ['r', 'reject it'],
      ['c', 'copy it'],
      ['Escape', 'let it be'],
    ],
  ],
];

export function ShortcutsDialog({ open, close }: { readonly open: boolean; readonly close: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open) dialog.current?.showModal();
  }, [open]);
  return (
    <dialog ref={dialog} onClose={close} aria-labelledby="shortcuts-title">
      <h2 id="shortcuts-title">Keys</h2>
      {groups.map(([title, keys]) => (
        <section key={title}>
          <h3>{title}</h3>
          <dl className="shortcuts">
            {keys.map(([key, what]) => (
              <div key={key}>
                <dt>
                  {key.split(' ').map((one) => (
                    <kbd key={one}>{one}</kbd>
                  ))}
                </dt>
                <dd>{what}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <form method="dialog">
        <button type="submit">Close</button>
      </form>
    </dialog>
  );
}
