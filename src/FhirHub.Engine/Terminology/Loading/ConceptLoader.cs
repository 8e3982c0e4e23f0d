using FhirHub.Engine.Errors;
using FhirHub.Engine.Storage;
using FhirHub.Engine.Terminology.Catalog;
using FhirHub.Engine.Terminology.Systems;

namespace FhirHub.Engine.Terminology.Loading;

/// <summary>
/// Brings the concepts of large code systems into the database, on whichever node comes first. A set is written under a name of its own and
/// becomes visible by one update when it is complete: whatever ends in between, the concepts of before are what there is, and another node begins anew.
/// </summary>
public sealed class ConceptLoader(FhirDatabase database, TerminologyCatalog catalog, TimeProvider time)
{
    private readonly SetClaims _claims = new(database, time);
    private readonly SetSweep _sweep = new(database, time);
    private readonly ConceptWriter _writer = new(database);

    /// <summary>Loads what has to be loaded and no other node is loading, and removes what is in use no more.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var snapshot = await catalog.FreshAsync(cancellationToken);
        foreach (var entry in SystemLibrary.Large(snapshot))
        {
            var state = snapshot.Sets.GetValueOrDefault(entry.Key!)?.Document;
            string fingerprint = SystemLibrary.Fingerprint(snapshot, entry);
            if ((state?.Set is not null && state.Fingerprint == fingerprint) || (state?.Loading is { Fault: not null } failed && failed.Fingerprint == fingerprint))
                continue;
            if (await _claims.ClaimAsync(entry, fingerprint, cancellationToken) is { } claim)
                await GuardedAsync(snapshot, entry, claim, cancellationToken);
        }

        await _sweep.RunAsync(snapshot, cancellationToken);
    }

    /// <summary>Whatever is wrong with one code system is said with it, and keeps nobody from loading the others.</summary>
    private async Task GuardedAsync(TermSnapshot snapshot, TermEntry entry, LoadingDocument claim, CancellationToken cancellationToken)
    {
        try
        {
            await LoadAsync(snapshot, entry, claim, cancellationToken);
        }
        catch (Exception e) when (e is FhirException or OperationCanceledException)
        {
            await GiveUpAsync(entry, claim);
            throw;
        }
        catch (Exception e)
        {
            string fault = e is HierarchyTooLargeException ? e.Message : $"its concepts could not be stored ({e.GetType().Name})";
            await _claims.FailAsync(entry, claim, fault, cancellationToken);
            catalog.Touch();
        }
    }

    private async Task GiveUpAsync(TermEntry entry, LoadingDocument claim)
    {
        try
        {
            await _claims.GiveUpAsync(entry, claim, CancellationToken.None);
        }
        catch (FhirException e) when (e.Kind == FaultKind.Transient)
        {
            // Then others wait until the lease has run out.
            return;
        }
    }

    private async Task LoadAsync(TermSnapshot snapshot, TermEntry entry, LoadingDocument claim, CancellationToken cancellationToken)
    {
        int done = 0;
        using var claimed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var renewing = RenewAsync(entry, claim, () => Volatile.Read(ref done), claimed);
        try
        {
            var (head, concepts) = await ReadAsync(snapshot, entry, claimed.Token);
            await _writer.WriteAsync(claim.Set, HeadJson.Read(head), concepts, more => Interlocked.Add(ref done, more), claimed.Token);
            await _claims.PublishAsync(entry, claim, head, concepts.Count, claimed.Token);
            catalog.Touch();
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Another node is at it.
            return;
        }
        finally
        {
            await claimed.CancelAsync();
            await renewing;
        }
    }

    private static async Task<(byte[] Head, IReadOnlyList<Concept> Concepts)> ReadAsync(TermSnapshot snapshot, TermEntry entry, CancellationToken cancellationToken)
    {
        using var json = await entry.ReadAsync(cancellationToken);
        return (HeadJson.Write(json.RootElement), await SystemLibrary.ReadConceptsAsync(snapshot, entry, json.RootElement, cancellationToken));
    }

    /// <summary>Beside the work, however long a part of it takes. Ends the work where the claim is lost.</summary>
    private async Task RenewAsync(TermEntry entry, LoadingDocument claim, Func<int> done, CancellationTokenSource claimed)
    {
        try
        {
            do
            {
                await Task.Delay(SetClaims.Renewal, time, claimed.Token);
            }
            while (await IsRenewedAsync(entry, claim, done(), claimed.Token));
            await claimed.CancelAsync();
        }
        catch (OperationCanceledException) when (claimed.IsCancellationRequested)
        {
            // The work has ended.
            return;
        }
    }

    private async Task<bool> IsRenewedAsync(TermEntry entry, LoadingDocument claim, int done, CancellationToken cancellationToken)
    {
        try
        {
            return await _claims.RenewAsync(entry, claim, done, cancellationToken);
        }
        catch (FhirException e) when (e.Kind == FaultKind.Transient)
        {
            // The work finds out itself where the database stays away.
            return true;
        }
    }
}
