using System.Runtime.ExceptionServices;
using FhirHub.Engine.Access;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Search;
using FhirHub.Engine.Storage;
using FhirHub.Engine.Structure;
using MongoDB.Driver;

namespace FhirHub.Engine.Transactions;

/// <summary>
/// Carries out writes that belong together, all or none, https://hl7.org/fhir/R4/http.html#transaction, and single conditional ones. One
/// transaction of the database, begun anew when another writer was faster: nothing outside of it is touched.
/// </summary>
public sealed class TransactionRunner(
    FhirDatabase database, ResourceStore store, WriteClock clock, SearchRunner search, TimeProvider time)
{
    private const int MaxAttempts = 20;
    private readonly CriteriaLocks _locks = new(database, time);
    private readonly CriteriaMatcher _matcher = new(search);

    /// <summary>Creates what is missing in the database.</summary>
    public Task PrepareAsync(CancellationToken cancellationToken) => CriteriaLocks.PrepareAsync(database, cancellationToken);

    /// <summary>One write for itself: without conditions it needs no transaction.</summary>
    public async Task<EntryResult> RunAsync(Caller caller, TransactionWrite write, ReadLimits limits, CancellationToken cancellationToken)
    {
        if (write.Criteria is not null)
            return await RunAsync(caller, [write], limits, new TransactionSteps<EntryResult>((done, _) => Task.FromResult(done.Results[0])), cancellationToken);
        var content = write.Content?.Resource;
        try
        {
            var result = write is { Method: "POST", IsNew: true }
                ? await store.CreateAsync(caller, content!, cancellationToken)
                : await store.WriteAsync(caller, write.Key!.Value, DecideAsync, cancellationToken);
            return new EntryResult(result, Deleted: result is { Changed: true, Current.Deleted: true } ? 1 : 0);
        }
        catch (FhirException e) when (e.Kind == FaultKind.Unprocessable)
        {
            // The places are of what was sent, if there are any.
            throw new FhirException(e.Kind, EntryFault.InResource(write.Path, e.Issues), e.InnerException ?? e);
        }
        catch (FhirException e)
        {
            throw EntryFault.In(write.Path, e);
        }

        ValueTask<ResourceChange?> DecideAsync(StoredVersion? current, CancellationToken token) =>
            write.Decide(new EntryTarget(write.Key!.Value, current, null, IsMatch: false), content, token);
    }

    /// <summary>Writes that happen together.</summary>
    /// <param name="caller">On whose behalf.</param>
    /// <param name="writes">In any order.</param>
    /// <param name="limits">For reading resources again whose links were replaced.</param>
    /// <param name="steps">What belongs to the transaction beside its writes.</param>
    /// <param name="cancellationToken">Given up: heeded until the transaction begins, whose outcome shall not hang on chance.</param>
    /// <exception cref="FhirException">
    /// Nothing was written, and the issues name the entry at fault; or, transient with code <c>database-unavailable</c>, nobody knows.
    /// </exception>
    public async Task<T> RunAsync<T>(
        Caller caller,
        IReadOnlyList<TransactionWrite> writes,
        ReadLimits limits,
        TransactionSteps<T> steps,
        CancellationToken cancellationToken)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(caller);
        return await RunAsync(new TransactionWork(caller, writes, limits, steps.Turn), steps, cancellationToken);
    }

    /// <summary>Writes that follow from what is read in the same transaction.</summary>
    /// <inheritdoc cref="RunAsync{T}(Caller, IReadOnlyList{TransactionWrite}, ReadLimits, TransactionSteps{T}, CancellationToken)"/>
    public Task<T> RunAsync<T>(Caller caller, TransactionPlan plan, ReadLimits limits, TransactionSteps<T> steps, CancellationToken cancellationToken)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(caller);
        return RunAsync(new TransactionWork(caller, plan, limits, steps.Turn), steps, cancellationToken);
    }

    private async Task<T> RunAsync<T>(TransactionWork work, TransactionSteps<T> steps, CancellationToken cancellationToken)
        where T : class
    {
        using var turn = await store.Locks.AcquireAllAsync(work.QueueKeys, cancellationToken);
        await new EarlyJudgement(store.Rules, work).RunAsync(cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        for (int i = 0; i < MaxAttempts; i++)
        {
            await store.Writer.FreshAsync(cancellationToken);
            using var flight = clock.Begin();
            var session = new DatabaseSession();
            try
            {
                var done = await database.InTransactionAsync(async (handle, token) =>
                {
                    session.Begin(handle, flight);
                    return await AttemptAsync(session, work, flight, steps, token);
                });
                session.End();
                if (done is not null)
                {
                    if (!steps.IsRehearsal)
                        await store.Writer.CommittedAsync(work.Written);
                    return done;
                }
            }
            catch (DuplicateKeyException)
            {
                // Another writer created what this one would have: the next attempt sees it.
                continue;
            }
            catch (FhirException e) when (DriverErrors.IsUnknown(e))
            {
                flight.Doubt();
                throw;
            }
        }

        throw FhirException.Conflict(
            "too-busy", $"Other writers changed the same resources {MaxAttempts} times in a row. Nothing was changed; try again.");
    }

    /// <summary>Null where another writer was faster.</summary>
    private async Task<T?> AttemptAsync<T>(
        DatabaseSession session,
        TransactionWork work,
        WriteFlight flight,
        TransactionSteps<T> steps,
        CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            work.Written.Clear();
            await _locks.HoldAsync(session.Handle, work.LockKeys, cancellationToken);
            if (steps.BeginAsync is { } begin && await begin(session, cancellationToken) is { } known)
                return known;
            await work.PlanAsync(session, cancellationToken);
            var attempt = new TransactionAttempt(database, store, _matcher, work, session);
            if (await attempt.WriteAsync(flight, cancellationToken) is { } results)
            {
                var answer = await steps.FinishAsync(new TransactionResult(results, session), cancellationToken);
                if (steps.IsRehearsal)
                    await session.Handle.AbortTransactionAsync(cancellationToken);
                return answer;
            }
        }
        catch (FhirException e) when (e.InnerException is MongoException retryable && retryable.HasErrorLabel("TransientTransactionError"))
        {
            // Translated already, on the way; the database's own words are what makes the driver begin anew.
            ExceptionDispatchInfo.Throw(retryable);
        }

        await session.Handle.AbortTransactionAsync(cancellationToken);
        return null;
    }
}
