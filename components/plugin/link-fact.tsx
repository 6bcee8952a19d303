import { CircleCheck, CircleDashed, TriangleAlert } from "lucide-react";
import type { CheckedLink, LinkKind } from "@/lib/domain/link-state";
import { cx } from "../ui/cx";
import { Time } from "../ui/time";
import { ExternalLink } from "./external-link";
import { Fact } from "./fact";
import { linkWords } from "./link-words";

const NAMES: Record<LinkKind, string> = { homepage: "Home page", repository: "Source code", tracker: "Report a problem" };
const ORDER = ["homepage", "repository", "tracker"] as const;

interface Props {
  /** The addresses that the metadata names. */
  texts: Partial<Record<LinkKind, string>>;
  /** What is known of them; empty for whom that does not concern. */
  checks: readonly CheckedLink[];
}

/** A plugin's links, for people who maintain or review it with whether they answer. */
export function LinkFacts({ texts, checks }: Props) {
  return ORDER.map((kind) => {
    const url = texts[kind];
    const known = checks.find((link) => link.kind === kind);
    return url ? (
      <Fact key={kind} name={NAMES[kind]}>
        <ExternalLink href={url} />
        {known ? <LinkState link={known} /> : null}
      </Fact>
    ) : null;
  });
}

const ICONS = { good: CircleCheck, warn: TriangleAlert, neutral: CircleDashed } as const;
const COLOURS = { good: "text-good-ink", warn: "text-warn-ink", neutral: "text-muted" } as const;

/** Says in words, and by an icon, whether an address answers. */
export function LinkState({ link }: { link: CheckedLink }) {
  const { tone, text, since, reason } = linkWords(link.check);
  const shown = tone === "good" || tone === "warn" ? tone : "neutral";
  const Icon = ICONS[shown];
  return (
    <span className={cx("flex items-start gap-1.5 text-[0.8125rem] [&_svg]:mt-0.5 [&_svg]:size-3.5 [&_svg]:shrink-0", COLOURS[shown])}>
      <Icon aria-hidden />
      <span>
        {text}
        {since ? (
          <>
            {" since "}
            <Time at={since} />
          </>
        ) : null}
        {reason ? `: ${reason}` : null}
      </span>
    </span>
  );
}

/** Stands once where links are shown with their state. */
export function LinkStateNote() {
  return (
    <p className="text-[0.8125rem] text-muted">
      Only its maintainers and approvers see whether these links work; the badge does not depend on it.
    </p>
  );
}
