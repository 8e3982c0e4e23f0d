using System.Collections.Concurrent;
using FhirHub.Engine.Validation;

namespace FhirHub.Engine.Terminology.Codes;

/// <summary>Answers by their question, up to a bound in characters: then it begins anew. Clients ask what they like, at any length. Safe for all threads.</summary>
/// <param name="most">Characters of all questions, with what an entry takes besides.</param>
internal sealed class RememberedAnswers<T>(long most)
    where T : class
{
    /// <summary>Characters; what has longer texts is asked for each time.</summary>
    private const int LongestQuestion = 1000;

    /// <summary>What an entry takes besides its texts.</summary>
    private const int Own = 100;

    private readonly ConcurrentDictionary<CodeQuestion, T> _known = [];
    private long _taken;

    public int Count => _known.Count;

    public T? Find(CodeQuestion question) => question.Length > LongestQuestion ? null : _known.GetValueOrDefault(question);

    public void Keep(CodeQuestion question, T answer)
    {
        int length = question.Length;
        if (length > LongestQuestion)
            return;
        if (Interlocked.Add(ref _taken, length + Own) > most)
        {
            _known.Clear();
            Interlocked.Exchange(ref _taken, length + Own);
        }

        _known[question] = answer;
    }
}
