using FhirHub.Engine.Resources;
using FhirHub.Regional.Operations;
using Hl7.Fhir.Model;
using FhirTask = Hl7.Fhir.Model.Task;

namespace FhirHub.Regional.HealthCards.Merging;

/// <summary>The Task that a merge leaves: what was merged into what, which versions went before, how far its references are. By it a merge is undone.</summary>
internal static class MergeTask
{
    public const string Undone = "undone";
    private const string Codes = "https://fhirhub.example/fhir/cn-base/CodeSystem/trace-event";
    public const string Merged = "records-merged";
    private const string States = "https://fhirhub.example/fhir/cn-base/CodeSystem/merge-state";
    private const string SourceBefore = "source-before";
    private const string TargetBefore = "target-before";
    private const string Moved = "references";
    private const string Kept = "kept";

    /// <summary>A merge that begins.</summary>
    public static FhirTask New(OperationCall call, Reading<Patient> source, Reading<Patient> target) => new()
    {
        Status = FhirTask.TaskStatus.InProgress,
        Intent = FhirTask.TaskIntent.Order,
        Code = new CodeableConcept(Codes, Merged),
        Focus = source.Reference,
        For = target.Reference,
        AuthoredOn = Moment(call.Now),
        LastModified = Moment(call.Now),
        Requester = call.Organization is { } by ? new ResourceReference(by.Reference) { Display = by.Name } : null,
        Input = [Part(SourceBefore, source), Part(TargetBefore, target)],
    };

    public static bool IsMerge(Resource resource) => resource is FhirTask task && task.Code?.Coding.Exists(c => c is { System: Codes, Code: Merged }) == true;

    public static ResourceKey SourceOf(FhirTask task) => References.Find(task.Focus)!.Value;

    public static ResourceKey TargetOf(FhirTask task) => References.Find(task.For)!.Value;

    /// <summary>The version of the source that the merge found; the next is the one that it wrote.</summary>
    public static long SourceVersion(FhirTask task) => VersionOf(task, SourceBefore);

    /// <inheritdoc cref="SourceVersion"/>
    public static long TargetVersion(FhirTask task) => VersionOf(task, TargetBefore);

    public static bool IsUndone(FhirTask task) => task.BusinessStatus?.Coding.Exists(c => c.System == States && c.Code == Undone) == true;

    /// <summary>References are being moved; here, or back.</summary>
    public static bool IsUnderWay(FhirTask task) => task.Status == FhirTask.TaskStatus.InProgress;

    public static int CountOf(FhirTask task) => (task.Output.Find(o => o.Type?.Text == Moved)?.Value as UnsignedInt)?.Value ?? 0;

    /// <summary>So many more references have been moved.</summary>
    public static void Count(FhirTask task, int more, DateTimeOffset now)
    {
        var output = task.Output.Find(o => o.Type?.Text == Moved);
        if (output is null)
            task.Output.Add(output = new FhirTask.OutputComponent { Type = new CodeableConcept { Text = Moved } });
        output.Value = new UnsignedInt(more + ((output.Value as UnsignedInt)?.Value ?? 0));
        task.LastModified = Moment(now);
    }

    /// <summary>A resource whose references were changed since, so that they were left as they are.</summary>
    public static void Keep(FhirTask task, string key) =>
        task.Output.Add(new FhirTask.OutputComponent { Type = new CodeableConcept { Text = Kept }, Value = new FhirString(key) });

    public static IReadOnlyList<string> KeptOf(FhirTask task) => [.. task.Output.Where(o => o.Type?.Text == Kept).Select(o => ((FhirString)o.Value!).Value!)];

    public static void Complete(FhirTask task, DateTimeOffset now)
    {
        task.Status = FhirTask.TaskStatus.Completed;
        task.LastModified = Moment(now);
    }

    /// <summary>Turns round: what was moved goes back.</summary>
    public static void BeginUndo(FhirTask task, DateTimeOffset now)
    {
        task.Status = FhirTask.TaskStatus.InProgress;
        task.BusinessStatus = new CodeableConcept(States, Undone);
        task.Output = [];
        task.LastModified = Moment(now);
    }

    private static string Moment(DateTimeOffset now) => now.ToString("yyyy-MM-dd'T'HH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture);

    private static FhirTask.ParameterComponent Part(string name, Reading<Patient> patient) => new()
    {
        Type = new CodeableConcept { Text = name },
        Value = new ResourceReference($"{patient.Key}/_history/{patient.Version}"),
    };

    private static long VersionOf(FhirTask task, string name) => long.Parse(
        ((ResourceReference)task.Input.First(i => i.Type.Text == name).Value!).Reference!.Split('/')[3], System.Globalization.CultureInfo.InvariantCulture);
}
