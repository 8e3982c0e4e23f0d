using System.Globalization;
using System.Text.Json;
using FhirHub.Engine.Indexing.Registry;
using FhirHub.Engine.Resources.Reindexing;

namespace FhirHub.Engine.Jobs.Reindexing;

/// <summary>
/// Indexes all resources of some types anew, and those that contain others; at the end, the custom parameters of these types count as indexed.
/// Begins when no node writes by older definitions any more; goes on where an earlier run got to.
/// </summary>
public sealed class ReindexJob(ResourceReindexer reindexer, SearchParameterRegistry registry, TimeProvider time) : IJobType
{
    public const string TypeName = "reindex";

    public string Name => TypeName;

    public async Task RunAsync(JobContext context, CancellationToken cancellationToken)
    {
        var position = context.Job.Position is { } kept
            ? JsonSerializer.Deserialize<ReindexPosition>(kept.Span)!
            : await BeginAsync(JsonSerializer.Deserialize<ReindexInput>(context.Job.Input.Span)!, cancellationToken);
        await ReportAsync(context, position, cancellationToken);
        string[] types = [.. position.Parts.Select(p => p.Type).OfType<string>()];
        while (position.Part < position.Parts.Count)
        {
            var range = position.Parts[position.Part].Type is { } type ? RowRange.OfType(type) : RowRange.Containing(types);
            var done = await reindexer.NextAsync(range, position.After, cancellationToken);
            position = position.Advance(done.Last, done.Rows);
            await ReportAsync(context, position, cancellationToken);
        }

        string result = await FinishAsync(position, cancellationToken);
        await context.ReportAsync(result, null, cancellationToken);
    }

    private async Task<ReindexPosition> BeginAsync(ReindexInput input, CancellationToken cancellationToken)
    {
        await registry.RefreshAsync(cancellationToken);
        var targets = registry.Parameters.Where(p => input.Types.Contains(p.Parameter.ResourceType)).ToList();
        var settled = targets.Select(t => t.Source.LastUpdated).DefaultIfEmpty().Max() + IndexMarks.Settling;
        var rest = settled - time.GetUtcNow().UtcDateTime;
        if (rest > TimeSpan.Zero)
            await Task.Delay(rest, time, cancellationToken);
        var parts = new List<ReindexPart>();
        foreach (string type in input.Types)
            parts.Add(new ReindexPart(type, await reindexer.CountAsync(RowRange.OfType(type), cancellationToken), 0));
        if (targets.Count > 0)
            parts.Add(new ReindexPart(null, await reindexer.CountAsync(RowRange.Containing(input.Types), cancellationToken), 0));
        return new ReindexPosition { Targets = [.. targets.Select(ReindexTarget.Of)], Parts = parts };
    }

    private static Task ReportAsync(JobContext context, ReindexPosition position, CancellationToken cancellationToken)
    {
        string text = string.Create(CultureInfo.InvariantCulture, $"{position.Parts.Sum(p => p.Done)} of {position.Parts.Sum(p => p.Total)}");
        if (position.Part < position.Parts.Count)
            text += $" in all; {position.Parts[position.Part]}";
        return context.ReportAsync(text, JsonSerializer.SerializeToUtf8Bytes(position), cancellationToken);
    }

    /// <summary>Notes what is indexed now; what it was, in words.</summary>
    private async Task<string> FinishAsync(ReindexPosition position, CancellationToken cancellationToken)
    {
        await registry.RefreshAsync(cancellationToken);
        var unchanged = registry.Parameters.Where(p => position.Targets.Contains(ReindexTarget.Of(p)));
        var marked = await registry.Marks.MarkAsync([.. unchanged], cancellationToken);
        string[] changed = [.. position.Targets.Select(t => t.Prefix).Except(marked.Select(m => m.Prefix))];
        string text = $"Reindexed: {string.Join(", ", position.Parts.Where(p => p.Total > 0).Select(p => p.ToString()).DefaultIfEmpty("nothing"))}.";
        if (marked.Count > 0)
            text += $" Indexed from now on: {string.Join(", ", marked.Select(m => m.Prefix))}.";
        if (changed.Length > 0)
            text += $" Changed meanwhile, run $reindex again: {string.Join(", ", changed)}.";
        return text;
    }
}
