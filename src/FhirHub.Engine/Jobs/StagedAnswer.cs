namespace FhirHub.Engine.Jobs;

/// <summary>An answer whose further parts are written down; it counts once its first is.</summary>
public sealed class StagedAnswer
{
    internal StagedAnswer(AnswerDocument first, IEnumerable<AnswerDocument> parts) => (First, Parts) = (first, parts);

    internal AnswerDocument First { get; }

    /// <summary>Behind the first; each is made when it is its turn.</summary>
    internal IEnumerable<AnswerDocument> Parts { get; }
}
