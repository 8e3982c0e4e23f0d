using Hl7.Fhir.Model;
using Hl7.FhirPath;
using Hl7.FhirPath.Expressions;
using Expression = Hl7.FhirPath.Expressions.Expression;

namespace FhirHub.Engine.Patching.FhirPaths;

/// <summary>Ends the evaluation of a path whose nested searches multiply, or nobody waits for: the engine has no limit of its own.</summary>
internal sealed class PathBudget(CancellationToken cancellationToken) : IDebugTracer
{
    private const int MaxCalls = 100_000;

    private int _calls;

    public bool IsSpent => _calls > MaxCalls;

    public static PatchPathException Spent() => new("patch-path-too-costly", $"evaluating the path takes more than {MaxCalls} steps.");

    public void TraceCall(
        Expression expr,
        int contextId,
        IEnumerable<PocoNode>? focus,
        IEnumerable<PocoNode>? thisValue,
        PocoNode? index,
        IEnumerable<PocoNode>? totalValue,
        IEnumerable<PocoNode> result,
        IEnumerable<KeyValuePair<string, IEnumerable<PocoNode>>> variables)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _calls++;
        if (IsSpent)
            throw Spent();
    }
}
