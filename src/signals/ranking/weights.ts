/**
 * All that the ranking of services weighs, in one place. The values were chosen by hand on the middle of the range in
 * which halves of fault-injection sets of three systems agreed; most may be doubled or halved without much difference.
 */
export const weights = {
  /**
   * A shift begins to count at about this many spreads, from where chance is less than one in twenty; below, it only decides
   * between services without any.
   */
  quietSpreads: 2,
  mostStrength: 4,
  /** Evidence against a service, by what kind of metric moved in which direction. */
  errors: 1,
  latency: 1,
  saturation: 1,
  /** Who fails early answers fast. */
  latencyDown: 0.75,
  saturationDown: 0.2,
  /** Fewer requests are a consequence more often than a cause; more of them are none, to the one that is called. */
  trafficDown: 0.1,
  trafficUp: 0,
  /** Of what a service shows, what the load explains that callers pass on which are called more themselves. */
  explainedByLoad: 0.6,
  other: 0.3,
  /** Latency and resources that swing more than usual, beside how far their level moved. */
  unsteady: 0.3,
  /** What has come to its limit, beyond how far it moved: a pool of ten is empty at ten, however often it had nine in use. */
  atLimit: 1,
  /** What logs and traces say, 0–1, against the strengths above. */
  signals: 5,
  /** A service of which nothing is heard any more. */
  silence: 3,
  /** How much of a service's errors and latency a dependency explains that is as bad. */
  explainedByCallee: 0.7,
  /** The same, when its own calls take longer. */
  explainedByCalls: 0.8,
  /** What slow and failing calls of all callers add to the one that is called. */
  blameOfCallers: 2.4,
  /** What is left of it where nobody measured the calls, and the one that is called only has less to do. */
  idle: 0.25,
  /** Of that, how much needs every caller to be affected, not only one. */
  everyCaller: 0.7,
  /**
   * Of that, how much needs all that suffers to be its callers: one cause that explains every caller is likelier than several
   * (the coverage ratio of Kompella et al., "IP fault localization via risk modeling", NSDI 2005; `everyCaller` is their hit ratio).
   */
  allSuffering: 0.6,
  /** A caller that is well speaks for a service in full from this share of its own calls on: a 90th percentile hides a tenth. */
  seenShare: 0.1,
  /** What is taken off when a dependency of the same caller is worse. */
  rival: 0.5,
  /** A call explains its caller fully from this share of the caller's requests. */
  fullShare: 0.1,
  /** A service with less than this share of the alerting service's requests can hardly have caused the alert. */
  feltShare: 0.03,
  unfelt: 0.4,
  /** Busy services are felt first: what one with a tenth of the most requests is given before anything is seen. */
  busy: 0.8,
  busyShare: 0.1,
  /** What is left when no chain of affected calls leads there from the alerting service. */
  unreached: 0.4,
  /** A service is affected enough to pass blame on from about this strength. */
  passesOn: 0.7,
  /** An address is how a caller sees a service that has a name of its own. */
  address: 0.5,
  /** Half of the highest score. */
  halfScore: 4,
} as const;
