using FhirHub.Samples.Province;

namespace FhirHub.Cli.Seeding;

/// <summary>Loads a province into a server, stage by stage; within a stage some tracks at once.</summary>
internal sealed class SeedRun(SeedSettings settings, TextWriter output, bool isTerminal)
{
    /// <summary>Told of each track that is done.</summary>
    public Action<ProvinceTrack>? Done { get; init; }

    /// <returns>What the process ends with.</returns>
    /// <exception cref="SeedException">The server does not answer, or takes no such province.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        long begun = TimeProvider.System.GetTimestamp();
        using var server = new SeedServer(settings.Server, settings.Parallel);
        await new PackCheck(server, settings, output).RunAsync(cancellationToken);
        var (variables, tally) = (new Variables(), new SeedTally());
        var runner = new TrackRunner(server, settings.Plan.Name, variables, tally);
        var progress = new SeedProgress(output, isTerminal);
        var stages = settings.Plan.Stages();
        for (int i = 0; i < stages.Count; i++)
        {
            progress.Begin(i + 1, stages.Count, stages[i].Name, stages[i].Unit, stages[i].Total);
            try
            {
                await RunAsync(stages[i], runner, progress, cancellationToken);
            }
            finally
            {
                progress.End();
            }
        }

        await new SeedSummary(server, settings, variables, tally, output).WriteAsync(TimeProvider.System.GetElapsedTime(begun), cancellationToken);
        return tally.Refused.Any() ? Exits.Errors : Exits.Fine;
    }

    private Task RunAsync(ProvinceStage stage, TrackRunner runner, SeedProgress progress, CancellationToken cancellationToken)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = settings.Parallel, CancellationToken = cancellationToken };
        return Parallel.ForEachAsync(stage.Tracks, options, async (track, token) =>
        {
            await runner.RunAsync(track, token);
            progress.Add(track.Units);
            Done?.Invoke(track);
        });
    }
}
