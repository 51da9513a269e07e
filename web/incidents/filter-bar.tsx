import { useEffect, useRef, useState } from 'react';
import { Icon } from '../parts/icon.tsx';
import { useHotkeys } from '../shell/hotkeys.ts';
import { navigate } from '../shell/router.tsx';
import { choices, type Filters, isFiltered, toSearch } from './filters.ts';

/** A pause in typing after which the list is asked for. */
const typingPauseMs = 200;

const states: readonly (readonly [value: string, name: string])[] = [
  ['', 'All'],
  ['firing', 'Firing'],
  ['resolved', 'Resolved'],
];

function show(filters: Filters, replace: boolean): void {
  navigate(`/${toSearch(filters)}`, { replace });
}

function SearchField({ filters }: { readonly filters: Filters }) {
  const [text, setText] = useState(filters.q);
  const field = useRef<HTMLInputElement>(null);
  const asked = useRef(filters.q);
  // Somebody went back, or followed a link.
  useEffect(() => {
    if (filters.q !== asked.current) setText(filters.q);
    asked.current = filters.q;
  }, [filters.q]);
  useEffect(() => {
    if (text === asked.current) return;
    const timer = setTimeout(() => {
      asked.current = text;
      show({ ...filters, q: text }, true);
    }, typingPauseMs);
    return () => clearTimeout(timer);
  }, [text, filters]);
  useHotkeys({
    '/': (event) => {
      event.preventDefault();
      field.current?.select();
    },
  });
  return (
    <div className="search">
      <Icon name="search" />
      <input
        ref={field}
        type="search"
        placeholder="Search alerts, labels, explanations"
        aria-label="Search incidents"
        aria-keyshortcuts="/"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
      />
    </div>
  );
}

/** Search and filters; what is chosen stands in the address. */
export function FilterBar({ filters }: { readonly filters: Filters }) {
  const selects = [
    ['severity', 'Any severity'],
    ['cause', 'Any cause status'],
    ['rung', 'Any rung'],
  ] as const;
  return (
    <search className="filters">
      <SearchField filters={filters} />
      <fieldset className="segments">
        <legend className="hidden">State</legend>
        {states.map(([value, name]) => (
          <label key={value}>
            <input
              type="radio"
              name="state"
              checked={filters.state === value}
              onChange={() => show({ ...filters, state: value }, false)}
            />
            <span>{name}</span>
          </label>
        ))}
      </fieldset>
      {selects.map(([name, any]) => (
        <select
          key={name}
          aria-label={name}
          value={filters[name]}
          data-set={filters[name] !== ''}
          onChange={(event) => show({ ...filters, [name]: event.target.value }, false)}
        >
          <option value="">{any}</option>
          {choices[name].map((choice) => (
            <option key={choice} value={choice}>
              {choice}
            </option>
          ))}
        </select>
      ))}
      {isFiltered(filters) ? (
        <button
          type="button"
          className="quiet"
          onClick={() => show({ q: '', state: '', severity: '', cause: '', rung: '' }, false)}
        >
          Clear
        </button>
      ) : null}
    </search>
  );
}
