/** Who is proposed for trust: enough published versions to know their work by, and no scan that found anything critical for a while. A proposal, no rule. */
export const TRUST_CANDIDATE = { published: 3, days: 90 } as const;
