import { TriangleAlert } from "lucide-react";
import { Chip } from "../ui/chip";
import { endingWords } from "./ending-words";

/** A warning once a token ends within days; nothing before. */
export function EndsSoon({ expiresAt, now }: { expiresAt: Date; now: Date }) {
  const words = endingWords(expiresAt, now);
  if (!words) return null;
  return (
    <Chip tone="warn" icon={<TriangleAlert aria-hidden />}>
      {words}
    </Chip>
  );
}
