import { CopyButton } from './copy-button.tsx';

/** A command as it is, byte for byte, and a button that copies it. */
export function CommandText({ text, what = 'command' }: { readonly text: string; readonly what?: string }) {
  return (
    <div className="command-line">
      <pre>
        <code>{text}</code>
      </pre>
      <CopyButton text={text} what={what} />
    </div>
  );
}
