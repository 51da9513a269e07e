import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Feedback } from '../../src/domain/review.ts';
import { postJson } from '../api/client.ts';

const judgements = [
  ['right', 'Right'],
  ['partly', 'Partly'],
  ['wrong', 'Wrong'],
] as const;

type Judgement = (typeof judgements)[number][0];

/** One tap: was the explanation right? What it was instead goes into the history that later incidents are compared with. */
export function Judge(props: {
  readonly id: string;
  readonly feedback: readonly Feedback[];
  readonly mine: string;
}) {
  const { id, feedback, mine } = props;
  const queries = useQueryClient();
  const given = feedback.find((one) => one.by === mine)?.judgement;
  const [asks, setAsks] = useState<Judgement | null>(null);
  const [note, setNote] = useState('');
  const { mutate, isPending, error } = useMutation({
    mutationFn: (body: { readonly judgement: Judgement; readonly note: string | null }) =>
      postJson<Feedback>(`/api/v1/incidents/${encodeURIComponent(id)}/feedback`, body),
    onSettled: () => queries.invalidateQueries({ queryKey: ['incident', id] }),
  });
  const say = (judgement: Judgement): void => {
    mutate({ judgement, note: null });
    setAsks(judgement === 'right' ? null : judgement);
  };
  const explain = (event: FormEvent): void => {
    event.preventDefault();
    if (asks === null || note.trim() === '') return;
    mutate({ judgement: asks, note: note.trim() });
    setAsks(null);
    setNote('');
  };
  return (
    <div className="judge">
      <fieldset>
        <legend>Was this explanation right?</legend>
        {judgements.map(([value, name]) => (
          <button
            key={value}
            type="button"
            aria-pressed={given === value}
            disabled={isPending}
            onClick={() => say(value)}
          >
            {name}
          </button>
        ))}
      </fieldset>
      {asks === null ? null : (
        <form className="inline-form" onSubmit={explain}>
          <label className="hidden" htmlFor="was-instead">
            What was it?
          </label>
          <input
            id="was-instead"
            type="text"
            placeholder="What was it? Later incidents are compared with it"
            maxLength={2000}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
          <button type="submit" disabled={note.trim() === ''}>
            Keep
          </button>
        </form>
      )}
      {error === null ? null : (
        <p className="form-problem" role="alert">
          {error.message}
        </p>
      )}
    </div>
  );
}
