import { createContext, useContext } from 'react';
import type { EvidenceItem } from '../../src/domain/evidence.ts';
import type { CheckedStatement, Claim } from '../../src/domain/verdict.ts';
import { HoverCard } from '../parts/hover-card.tsx';
import { splitClaims } from './split-claims.ts';

/** The evidence of the incident that is shown, by id. */
export const EvidenceById = createContext<ReadonlyMap<string, EvidenceItem>>(new Map());

const verdictTexts: Readonly<Record<Claim['verdict'], string>> = {
  found: 'The evidence says so',
  elsewhere: 'Other evidence than was cited says so',
  contradicted: 'The evidence says otherwise',
  not_found: 'No evidence has this',
};

const mostFacts = 6;

function EvidenceInShort({ item }: { readonly item: EvidenceItem }) {
  return (
    <>
      <p className="card-source">
        <span className="mono">{item.id}</span> {item.source}
      </p>
      <p className="wrap">
        <bdi>{item.title}</bdi>
      </p>
      {item.facts.length === 0 ? null : (
        <ul className="card-facts">
          {item.facts.slice(0, mostFacts).map((fact) => (
            <li key={`${fact.name} ${fact.text}`} className="wrap">
              <bdi>{fact.text}</bdi>
            </li>
          ))}
        </ul>
      )}
      {item.query === null ? null : <code className="wrap card-query">{item.query}</code>}
    </>
  );
}

function ClaimCard({ claim }: { readonly claim: Claim }) {
  const item = useContext(EvidenceById).get(claim.evidence ?? '');
  return (
    <>
      <p className="card-verdict" data-verdict={claim.verdict}>
        {verdictTexts[claim.verdict]}
        {claim.actual === null ? null : (
          <>
            : <strong>{claim.actual}</strong>
          </>
        )}
      </p>
      {item === undefined ? null : <EvidenceInShort item={item} />}
    </>
  );
}

const fateTexts: Readonly<Record<string, string>> = {
  corrected: 'corrected',
  inferred: 'not checkable',
};

/** The evidence ids that a statement cites; each leads to its item. */
function Citations({ ids }: { readonly ids: readonly string[] }) {
  const evidence = useContext(EvidenceById);
  const known = ids.flatMap((id) => evidence.get(id) ?? []);
  if (known.length === 0) return null;
  return (
    <span className="citations">
      {known.map((item) => (
        <a key={item.id} href={`#evidence-${item.id}`} title={`${item.source}: ${item.title}`}>
          {item.id}
        </a>
      ))}
    </span>
  );
}

/** A sentence with every claim in it marked as it was checked. */
export function Statement({ statement }: { readonly statement: CheckedStatement }) {
  const mark = fateTexts[statement.fate];
  return (
    <span className="statement wrap">
      <bdi>
        {splitClaims(statement.text, statement.claims).map((part) =>
          part.kind === 'words' ? (
            part.text
          ) : (
            <HoverCard key={part.at} className="claim" verdict={part.claim.verdict} label={part.text}>
              <ClaimCard claim={part.claim} />
            </HoverCard>
          ),
        )}
      </bdi>{' '}
      {mark === undefined ? null : (
        <span className="mark" title={statement.reason ?? undefined}>
          {mark}
        </span>
      )}
      <Citations ids={statement.evidence} />
    </span>
  );
}
