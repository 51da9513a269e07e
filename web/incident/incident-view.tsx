import { Empty } from '../parts/state.tsx';

export function IncidentView({ id }: { readonly id: string }) {
  return <Empty title={id} />;
}
