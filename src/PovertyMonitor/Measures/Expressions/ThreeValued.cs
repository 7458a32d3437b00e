using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using NodaTime;
using PovertyMonitor.AlkireFoster;

namespace PovertyMonitor.Measures.Expressions;

/// <summary>
/// Rewrites the parser's two-valued tree over <see cref="Shapes"/> into a three-valued one over the answers: a yes or no
/// becomes a <see cref="Nullable{Boolean}"/>, a number <see cref="Bounds"/>, a choice a <see cref="Nullable{Int32}"/>. Whatever it does
/// not name is refused, so that nothing but the questionnaire can be reached.
/// </summary>
internal sealed class ThreeValued(Expression household, Expression interviewedOn, Fraction? minimumKnown)
{
    private readonly Dictionary<Expression, Expression> _replaced = [];

    /// <summary>The three-valued tree of a parsed one.</summary>
    /// <exception cref="NotSupportedException">The tree has a node that no expression may have.</exception>
    public Expression Rewrite(Expression node) => node switch
    {
        _ when _replaced.TryGetValue(node, out var replaced) => replaced,
        ParameterExpression it when it.Type == Shapes.All.Household => household,
        ParameterExpression day when day.Type == Shapes.All.InterviewDay => interviewedOn,
        ConstantExpression constant => RewriteConstant(constant),
        MemberExpression { Expression: { } record } member => Read(Shapes.All.TermOf(member.Member) ?? throw Refused(node), record),
        UnaryExpression unary => RewriteUnary(unary),
        BinaryExpression binary => RewriteBinary(binary),
        MethodCallExpression call => RewriteCall(call),
        _ => throw Refused(node),
    };

    private Expression Read(Term term, Expression record)
    {
        var answer = term.Read(Rewrite(record), interviewedOn);
        return term.Kind switch
        {
            TermKind.Number => Expression.Call(typeof(Bounds), nameof(Bounds.Of), null, answer),
            TermKind.Choice => Expression.Convert(answer, typeof(int?)),
            _ => answer,
        };
    }

    private static ConstantExpression RewriteConstant(ConstantExpression constant) => constant.Value switch
    {
        bool yes => Expression.Constant(yes, typeof(bool?)),
        string => throw Refused(constant),
        IConvertible number => Expression.Constant(Bounds.Exactly(number.ToDouble(CultureInfo.InvariantCulture))),
        _ => throw Refused(constant),
    };

    private Expression RewriteUnary(UnaryExpression unary) => unary.NodeType switch
    {
        ExpressionType.Not => Logic(nameof(Kleene.Not), Rewrite(unary.Operand)),
        ExpressionType.Negate => Number(nameof(Bounds.Negate), Rewrite(unary.Operand)),
        // The parser widens whole numbers.
        ExpressionType.Convert when unary.Type == typeof(double) => Rewrite(unary.Operand),
        _ => throw Refused(unary),
    };

    private MethodCallExpression RewriteBinary(BinaryExpression node)
    {
        if (node.Left.Type == typeof(string)) return RewriteChoice(node);
        var (left, right) = (Rewrite(node.Left), Rewrite(node.Right));
        return node.NodeType switch
        {
            ExpressionType.AndAlso => Logic(nameof(Kleene.And), left, right),
            ExpressionType.OrElse => Logic(nameof(Kleene.Or), left, right),
            ExpressionType.Equal => Same(left, right),
            ExpressionType.NotEqual => Logic(nameof(Kleene.Not), Same(left, right)),
            ExpressionType.LessThan => Number(nameof(Bounds.Less), left, right),
            ExpressionType.LessThanOrEqual => Number(nameof(Bounds.LessOrEqual), left, right),
            ExpressionType.GreaterThan => Number(nameof(Bounds.Less), right, left),
            ExpressionType.GreaterThanOrEqual => Number(nameof(Bounds.LessOrEqual), right, left),
            ExpressionType.Add => Number(nameof(Bounds.Add), left, right),
            ExpressionType.Subtract => Number(nameof(Bounds.Subtract), left, right),
            ExpressionType.Multiply => Number(nameof(Bounds.Multiply), left, right),
            _ => throw Refused(node),
        };
    }

    private MethodCallExpression RewriteChoice(BinaryExpression node)
    {
        var same = node.Right is ConstantExpression code
            ? OneOf(node.Left, [code])
            : Logic(nameof(Kleene.SameChoice), Rewrite(node.Left), Rewrite(node.Right));
        return node.NodeType switch
        {
            ExpressionType.Equal => same,
            ExpressionType.NotEqual => Logic(nameof(Kleene.Not), same),
            _ => throw Refused(node),
        };
    }

    private MethodCallExpression OneOf(Expression choice, IEnumerable<Expression> codes)
    {
        if (choice is not MemberExpression question || Shapes.All.TermOf(question.Member) is not { Kind: TermKind.Choice } term) throw Refused(choice);
        var choices = codes.Select(code => Convert.ToInt32(term.Choices[(string)((ConstantExpression)code).Value!], CultureInfo.InvariantCulture));
        return Logic(nameof(Kleene.OneOf), Rewrite(question), Expression.Constant(choices.ToArray()));
    }

    private MethodCallExpression RewriteCall(MethodCallExpression call)
    {
        if (call.Method.Name == Grammar.HowMany && call.Object is not null)
            return Logic(nameof(Kleene.HowMany), Expression.NewArrayInit(typeof(bool?), call.Arguments.Select(Rewrite)));
        if (call.Method.DeclaringType != typeof(Enumerable)) throw Refused(call);
        if (call.Method.Name == nameof(Enumerable.Contains) && call.Arguments[0] is NewArrayExpression codes) return OneOf(call.Arguments[1], codes.Expressions);
        var (source, selects) = (call.Arguments[0], (Delegate?)null);
        if (source is MethodCallExpression { Method.Name: nameof(Enumerable.Where) } where && where.Method.DeclaringType == typeof(Enumerable))
            (source, selects) = (where.Arguments[0], Predicate(where.Arguments[1]));
        var list = Rewrite(source);
        var element = list.Type.GetGenericArguments()[0];
        Expression[] arguments = [list, interviewedOn, Constant(selects, element), Constant(call.Arguments.Count > 1 ? Predicate(call.Arguments[1]) : null, element)];
        return call.Method.Name switch
        {
            nameof(Enumerable.Count) => Expression.Call(typeof(Roster), nameof(Roster.Count), [element], arguments),
            nameof(Enumerable.Any) or nameof(Enumerable.All) => Expression.Call(
                typeof(Roster), call.Method.Name, [element], [.. arguments, Expression.Constant(selects is null ? null : minimumKnown, typeof(Fraction?))]),
            _ => throw Refused(call),
        };
    }

    // Compiled on its own, so that nothing is allocated when a household is assessed.
    private Delegate Predicate(Expression argument)
    {
        var lambda = (LambdaExpression)(argument is UnaryExpression { NodeType: ExpressionType.Quote } quote ? quote.Operand : argument);
        var element = Expression.Parameter(Shapes.All.VocabularyOf(lambda.Parameters[0].Type).Record);
        var day = Expression.Parameter(typeof(LocalDate));
        var inner = new ThreeValued(household, day, minimumKnown);
        inner._replaced[lambda.Parameters[0]] = element;
        return Expression.Lambda(typeof(Func<,,>).MakeGenericType(element.Type, day.Type, typeof(bool?)), inner.Rewrite(lambda.Body), element, day).Compile();
    }

    private static ConstantExpression Constant(Delegate? predicate, Type element) =>
        Expression.Constant(predicate, typeof(Func<,,>).MakeGenericType(element, typeof(LocalDate), typeof(bool?)));

    private static MethodCallExpression Same(Expression left, Expression right) =>
        left.Type == typeof(Bounds) ? Number(nameof(Bounds.Same), left, right) : Logic(nameof(Kleene.Same), left, right);

    private static MethodCallExpression Logic(string function, params Expression[] arguments) => Expression.Call(typeof(Kleene), function, null, arguments);

    private static MethodCallExpression Number(string function, params Expression[] arguments) => Expression.Call(typeof(Bounds), function, null, arguments);

    private static NotSupportedException Refused(Expression node) => new($"An expression over the questionnaire has no {node.NodeType} such as {node}.");
}
