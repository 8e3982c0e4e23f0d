using FhirHub.Engine.Errors;

namespace FhirHub.Engine.Indexing.Codes;

/// <summary>
/// Runs what understands searches, and need not wait, until all codes that it asks for are at hand: what it makes in between, or refuses, does not count.
/// </summary>
public sealed class TokenCodeReader(ITokenCodeSource source)
{
    public async ValueTask<T> ReadAsync<T>(Func<ITokenCodes, T> parse, CancellationToken cancellationToken)
    {
        var answers = new Answers();
        while (true)
        {
            try
            {
                var parsed = parse(answers);
                if (answers.Open.Count == 0)
                    return parsed;
            }
            catch (FhirException) when (answers.Open.Count > 0)
            {
                // It was refused with codes missing; with them it may not be.
                await answers.CompleteAsync(source, cancellationToken);
                continue;
            }

            await answers.CompleteAsync(source, cancellationToken);
        }
    }

    private sealed class Answers : ITokenCodes
    {
        private readonly Dictionary<TokenQuestion, TokenCodes> _known = [];
        private readonly Dictionary<TokenQuestion, FhirException> _refused = [];

        public HashSet<TokenQuestion> Open { get; } = [];

        public TokenCodes Find(TokenQuestion question)
        {
            if (_refused.TryGetValue(question, out var refusal))
                throw new FhirException(refusal.Kind, refusal.Issues, refusal);
            if (_known.TryGetValue(question, out var known))
                return known;
            Open.Add(question);
            return TokenCodes.None;
        }

        public async ValueTask CompleteAsync(ITokenCodeSource source, CancellationToken cancellationToken)
        {
            foreach (var question in Open)
            {
                try
                {
                    _known[question] = await source.ReadAsync(question, cancellationToken);
                }
                catch (FhirException e) when (e.Kind is not (FaultKind.Transient or FaultKind.Internal))
                {
                    _refused[question] = e;
                }
            }

            Open.Clear();
        }
    }
}
