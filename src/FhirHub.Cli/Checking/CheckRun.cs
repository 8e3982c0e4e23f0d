using FhirHub.Engine.Errors;
using FhirHub.Engine.Validation;

namespace FhirHub.Cli.Checking;

/// <summary>One run over files: some resources at once, told in their order.</summary>
internal sealed class CheckRun(KnownDefinitions definitions, ValidationOptions options, ICheckReport report, TextWriter errors)
{
    private static readonly int AtOnce = Environment.ProcessorCount * 4;

    // A resource takes ten times its size while it is looked at; a larger one is alone.
    private const long BytesAtOnce = 4 * 1024 * 1024;

    /// <summary>Whether a file could not be read.</summary>
    public bool IsIncomplete { get; private set; }

    /// <exception cref="CheckException">The files cannot be found, or a profile asked for cannot be used.</exception>
    public async Task CheckAsync(IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        foreach (string profile in options.Profiles)
        {
            if (definitions.Source.Find("StructureDefinition", profile.Split('|')[0], profile.Contains('|', StringComparison.Ordinal) ? profile.Split('|')[1] : null) is null)
                throw new CheckException($"The profile {profile} is not known; name the pack that holds it with --pack.");
        }

        var references = new FileReferences();
        if (options.References == ReferenceCheck.Exist)
        {
            foreach (var resource in ResourceFiles.Find(paths).SelectMany(f => In(f, tell: false)))
                references.Add(resource);
        }

        var validator = definitions.Validator(references);
        var atWork = new Queue<(FoundResource Resource, Task<IReadOnlyList<Issue>> Issues)>();
        long bytes = 0;
        foreach (var resource in ResourceFiles.Find(paths).SelectMany(f => In(f, tell: true)))
        {
            while (atWork.Count > 0 && (atWork.Count >= AtOnce || bytes + resource.Json.Length > BytesAtOnce))
                bytes -= await TellAsync(atWork.Dequeue());
            bytes += resource.Json.Length;
            atWork.Enqueue((resource, Task.Run(() => IssuesAsync(validator, resource, cancellationToken), cancellationToken)));
        }

        while (atWork.TryDequeue(out var next))
            await TellAsync(next);
    }

    /// <returns>The bytes of what was told.</returns>
    private async Task<long> TellAsync((FoundResource Resource, Task<IReadOnlyList<Issue>> Issues) done)
    {
        report.Add(done.Resource, await done.Issues);
        return done.Resource.Json.Length;
    }

    /// <summary>The resources of a file, as far as it can be read.</summary>
    private IEnumerable<FoundResource> In(string file, bool tell)
    {
        using var found = Open(file, tell);
        while (found is not null && HasNext(found, file, tell))
            yield return found.Current;
    }

    private IEnumerator<FoundResource>? Open(string file, bool tell)
    {
        IEnumerator<FoundResource>? opened = null;
        Try(file, tell, () => opened = ResourceFiles.Read(file).GetEnumerator());
        return opened;
    }

    private bool HasNext(IEnumerator<FoundResource> found, string file, bool tell)
    {
        bool has = false;
        Try(file, tell, () => has = found.MoveNext());
        return has;
    }

    private void Try(string file, bool tell, Action read)
    {
        try
        {
            read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or OverflowException)
        {
            IsIncomplete = true;
            if (tell)
                errors.WriteLine($"{file} cannot be read: {e.Message}");
        }
    }

    private async Task<IReadOnlyList<Issue>> IssuesAsync(Validator validator, FoundResource resource, CancellationToken cancellationToken)
    {
        if (resource.Faults.Count > 0)
            return resource.Faults;
        var issues = (await validator.ValidateAsync(resource.Json, options, cancellationToken)).Issues;
        if (resource.HasPositions)
            return resource.FirstLine == 1 ? issues : [.. issues.Select(i => i.Line is { } line ? i with { Line = line + resource.FirstLine - 1 } : i)];
        return [.. issues.Select(i => i with { Line = null, Column = null })];
    }
}
