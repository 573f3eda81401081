/** Which points no other point beats on both sides. */

export type Point = { x: number; y: number };

/** The points with the least x for their y: from the cheapest to the best, each better than all cheaper ones. */
export function paretoFront<One extends Point>(points: readonly One[]): One[] {
  const front: One[] = [];
  for (const point of points.toSorted((a, b) => a.x - b.x || b.y - a.y)) {
    const last = front.at(-1);
    if (!last || point.y > last.y) front.push(point);
  }
  return front;
}
