using System.Text;
using System.Text.Json.Nodes;
using FhirHub.Engine.Validation;

namespace FhirHub.ContractTests.Validation.Mutations;

/// <summary>Violates every constraint of a profile, one at a time, and asks the validator.</summary>
internal sealed class MutationRun(Profile profile, IReadOnlyList<(JsonObject Body, Place Site)> sites)
{
    private const int MaxGrounds = 8;

    private static readonly ValidationOptions Options = new() { BestPractice = BestPractice.Warn };

    private readonly Dictionary<string, HashSet<(string, string?)>> _before = new(StringComparer.Ordinal);

    public IEnumerable<(string Name, Outcome Outcome, string Detail)> Results()
    {
        foreach (var element in profile.Elements.Where(e => !profile.IsForbidden(e)))
            foreach (var constraint in Constraints(element))
            {
                var (outcome, detail) = Judge(element, constraint);
                yield return ($"{profile.Id} {element.Id} {constraint.Kind}", outcome, detail);
            }
    }

    private IEnumerable<Constraint> Constraints(ProfileElement element)
    {
        var invariants = InvariantViolations.Of(element);
        return element == profile.Root
            ? invariants
            : invariants.Concat(ElementViolations.Of(profile, element)).Concat(ValueViolations.Of(element)).Concat(ReferenceViolations.Of(element));
    }

    private (Outcome, string) Judge(ProfileElement element, Constraint constraint)
    {
        var outcome = Outcome.NotMade;
        var stands = constraint.IsAboutAround ? profile.Find(element.ParentId)! : element;
        foreach (var ground in Ground.Of(profile, stands, sites).Take(MaxGrounds))
        {
            foreach (var mutant in constraint.Violate(ground))
            {
                if (!constraint.IsAboutAround && Leaves(ground, constraint, mutant))
                {
                    outcome = Outcome.TellsSlice;
                    continue;
                }
                if (Before(ground.Body).Any(i => IsOf(mutant, i)))
                    continue;
                var after = Issues(mutant.Body);
                if (after.Any(i => IsOf(mutant, i)))
                    return (Outcome.Caught, "");
                return (Outcome.Survived, $"wanted {string.Join('/', mutant.Codes)} at {mutant.Expression}, got {string.Join("; ", after.Except(Before(ground.Body)).Select(i => $"{i.Item1} {i.Item2}"))}");
            }
        }
        return (outcome, "");
    }

    // By its type alone a value leaves no slice: Structure refuses it wherever it stands.
    private static bool Leaves(Ground ground, Constraint constraint, Mutant mutant) => constraint.Kind switch
    {
        "min" => !ground.IsAroundIn(mutant.Body, ground.Around()),
        "max" or "type" or "target type" => false,
        _ => !ground.IsIn(mutant.Body) && !constraint.Kind.EndsWith("ele-1", StringComparison.Ordinal),
    };

    private static bool IsOf(Mutant mutant, (string Code, string? Expression) issue) =>
        issue.Expression == mutant.Expression && mutant.Codes.Contains(issue.Code);

    private HashSet<(string, string?)> Before(JsonObject body)
    {
        var text = body.ToJsonString();
        if (!_before.TryGetValue(text, out var issues))
            _before[text] = issues = Issues(body);
        return issues;
    }

    private static HashSet<(string, string?)> Issues(JsonObject body) =>
        [.. Definitions.Validator.ValidateAsync(Encoding.UTF8.GetBytes(body.ToJsonString()), Options, CancellationToken.None)
            .AsTask().GetAwaiter().GetResult().Issues.Select(i => (i.Code, i.Expression))];
}
