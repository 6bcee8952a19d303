import type { FindingAbove } from "./report";
import { findingAnchor } from "./words";

/** Says that some findings are not in a list because they stand further up, with the way there. */
export function AboveLink({ above = [] }: { above?: readonly FindingAbove[] }) {
  const [first] = above;
  if (!first) return null;
  const words = above.length === 1 ? "1 stands above, to be judged" : `${above.length.toLocaleString("en")} stand above, to be judged`;
  return (
    <a href={`#${findingAnchor(first.id)}`} className="text-sm">
      {words}
    </a>
  );
}
