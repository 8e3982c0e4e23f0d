using FhirHub.Regional.Rules;

namespace FhirHub.Regional.HealthCards.Merging;

/// <summary>What a merge, or its undoing, may be refused for.</summary>
internal static class MergeRules
{
    public static readonly Rule SameRecord = new(
        "health-card.merge-same-record", "{0} cannot be merged into itself.", "{0} 不能与自身合并。");

    public static readonly Rule Unknown = new(
        "health-card.merge-unknown", "No record here has the identifiers that are given for the {0}.", "没有记录具有所给的 {0} 标识。");

    public static readonly Rule Ambiguous = new(
        "health-card.merge-ambiguous", "Several records have the identifiers that are given for the {0}: {1}.", "多份记录具有所给的 {0} 标识：{1}。");

    public static readonly Rule DifferentPeople = new(
        "health-card.merge-different-people", "{0} and {1} have different numbers of a {2}: they are two people, or one number has to be corrected first.", "{0} 与 {1} 的{3}号码不同：应为两人，或须先更正其一。");

    public static readonly Rule OneDeceased = new(
        "health-card.merge-one-deceased", "{0} is recorded as deceased and {1} is not: they are two people, or one record has to be corrected first.", "{0} 已登记死亡而 {1} 未登记：应为两人，或须先更正其一。");

    public static readonly Rule ResultDiffers = new(
        "health-card.merge-result-invalid", "The result that is given is not that of {0}: {1}.", "所给的合并结果与 {0} 不符：{2}。");

    public static readonly Rule NotMerged = new(
        "health-card.not-merged", "{0} was not merged into another record here.", "{0} 未曾在此并入其他记录。");

    public static readonly Rule UnderWay = new(
        "health-card.merge-under-way", "References of {0} are still being moved: {1}.", "{0} 的引用仍在转移：{1}。");
}
