/** Which rules exactly: the first digits are enough to tell them apart, all stand in the title. */
export function RulesetFingerprint({ digest }: { digest: string }) {
  return (
    <span className="text-[0.8125rem] text-muted" title={digest}>
      Fingerprint <span className="font-mono">{digest.slice(0, 12)}</span>
    </span>
  );
}
