import { Empty } from '../parts/state.tsx';

export function UsageView() {
  return <Empty title="usage" />;
}
