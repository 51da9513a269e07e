import { Empty } from '../parts/state.tsx';

export function HealthView() {
  return <Empty title="health" />;
}
