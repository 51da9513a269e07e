import { Empty } from '../parts/state.tsx';

export function AuditView() {
  return <Empty title="audit" />;
}
