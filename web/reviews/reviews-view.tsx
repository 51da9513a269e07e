import { Empty } from '../parts/state.tsx';

export function ReviewsView() {
  return <Empty title="reviews" />;
}
